/**
 * The kernel over history: sweeps now, backtest and walk-forward on the same ground later.
 *
 * <p>In: a series of candles or ticks, signals, requested exits. Out: a row per set. Work is split over threads by key, or
 * by {@linkplain cts.research.Stretch stretches} of the history where there are few keys; each part runs its own
 * {@link cts.pseudo.PseudoKernel}, and results do not depend on the number of threads.
 */
@NullMarked
package cts.research;

import org.jspecify.annotations.NullMarked;
