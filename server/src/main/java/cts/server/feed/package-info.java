/**
 * Market data from outside a venue: CSV files and the recordings that come with the program.
 *
 * <p>In: text. Out: checked candles and ticks of {@link cts.market}; the first impossible row is refused with its file and
 * line, and nothing is read of such a file. Readers keep no state and may be used by any thread.
 */
@NullMarked
package cts.server.feed;

import org.jspecify.annotations.NullMarked;
