/**
 * Stand-ins for the world: {@link cts.simulation.PaperExchange}, an exchange that fills orders on the prices it is
 * shown, and {@link cts.simulation.ManualClock}, a clock that stands until it is set.
 *
 * <p>In: prices and the commands of the exchange port. Out: exchange events, from a queue that the loop drains.
 *
 * <p>Threads: one event loop owns each of them.
 */
@NullMarked
package cts.simulation;

import org.jspecify.annotations.NullMarked;
