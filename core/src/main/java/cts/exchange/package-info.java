/**
 * The port to an exchange: what can be asked of it ({@link cts.exchange.Exchange}), what it answers ({@link
 * cts.exchange.ExchangeEvent}), and our own record of each order with its state machine ({@link
 * cts.exchange.Order}).
 *
 * <p>Every command returns at once and says nothing about its outcome. Outcomes arrive later as events, in any order,
 * perhaps twice, perhaps never; a missing answer is an unknown outcome, which is asked for and never assumed.
 *
 * <p>In: order requests from execution, events from an adapter. Out: commands to an adapter, orders in a known state.
 *
 * <p>Threads: one event loop owns the orders and calls the exchange; an adapter does its I/O elsewhere and hands its
 * events to that loop. The rate ledger is owned by whoever sends.
 */
@NullMarked
package cts.exchange;

import org.jspecify.annotations.NullMarked;
