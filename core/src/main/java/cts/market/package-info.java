/**
 * What a market is: instruments, ticks, candles and the feeds that bring them.
 *
 * <p>In: prices of a venue, a recording or a generator. Out: checked, ordered events for the stages after this one.
 * Values are immutable unless a class says otherwise; series are filled by one thread and then only read.
 */
@NullMarked
package cts.market;

import org.jspecify.annotations.NullMarked;
