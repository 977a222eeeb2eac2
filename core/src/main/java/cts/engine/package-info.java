/**
 * The engine: one {@code Coordinator} over a {@code TradeEngine} per connection, and the virtual trading of each symbol.
 *
 * <p>In: prices, events of the exchange, commands. Out: orders through the execution desk, and everything worth keeping to
 * listeners. One event loop owns an engine with all that is in it: events in order, no locks, time from the events.
 */
@NullMarked
package cts.engine;

import org.jspecify.annotations.NullMarked;
