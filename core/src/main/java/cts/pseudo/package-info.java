/**
 * Pseudo positions: every signal opens one in every exit configuration, and all of them are followed on every event.
 *
 * <p>In: events (a candle or a tick, with the signals that came at its close). Out: openings and exits with net results,
 * in order of (exit, entry). {@link cts.pseudo.PseudoKernel} is the one kernel of sweep, backtest, replay, paper and
 * live trading. Nobody looks at a position on every tick: an entry is shared by its whole grid, its fate depends only on
 * the first touch of each level, and an index wakes an entry when its next level is touched.
 *
 * <p>One thread owns a kernel. Times are epoch milliseconds of the data; prices are doubles, thresholds are one IEEE
 * product of a price and the double nearest to the exact decimal 1 ± distance.
 */
@NullMarked
package cts.pseudo;

import org.jspecify.annotations.NullMarked;
