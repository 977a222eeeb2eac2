/**
 * Execution: from "a set wants a position" to the closed position at the exchange. {@link cts.execution.OrderDesk} is
 * the one door; there is one desk for each connection.
 *
 * <h2>The life of an order</h2>
 *
 * <ol>
 *   <li>{@code desk.open(request)}: an eligible set opened a pseudo position. The desk's state, the legs, the price, the
 *       balance's age, losses and rate are checked, the size is found, and the notionals are checked. The answer is
 *       {@code Opening} or {@code Refused} with the reason, its figures and a sentence.
 *   <li>The intent goes to the {@link cts.execution.IntentLog}. Nothing is sent yet; the order is NEW.
 *   <li>{@code desk.onIntentDurable(time, id)}: the order is sent, or withdrawn if the reason for it is gone (late,
 *       paused, stopped). Where the exchange attaches exits, the stop and the take profit travel with it.
 *   <li>{@code desk.onExchangeEvent(event)}: acknowledgement and fills, in any order. Each fill makes the position grow
 *       and asks for a confirmed stop: attached, or placed now (intent, durable, sent). Quantity without a confirmed
 *       stop after 2 s is closed at market. Stop and take profit move to the actual average entry.
 *   <li>{@code desk.onPrice(time, symbol, price)}: the stop trails by amendments. A confirmed stop stands until a better
 *       one is confirmed.
 *   <li>The position ends by its own orders, its timeout, {@code desk.close} or {@code desk.emergencyClose}. What is left
 *       of its orders is cancelled; when all have ended it is CLOSED.
 * </ol>
 *
 * <p>A missing answer makes an order UNKNOWN; the desk asks about it until the exchange says what became of it, and
 * never sends it again under another id. {@code desk.onTimer(time)} lets time pass where no prices do. {@code
 * desk.start} is both the first start and every restart: all orders without a known end are asked about, positions,
 * orders and balance are compared, and only then is anything opened. A difference no one can explain freezes the symbol.
 * What is not ours is foreign, shown and never touched.
 *
 * <p>In: requests of sets, prices, exchange events, word of durable intents. Out: commands to the exchange, intents to
 * their log, and every order change, fill, position, ledger entry, refusal and notice to the {@link
 * cts.execution.ExecutionJournal}.
 *
 * <p>Threads: one event loop owns a desk and makes every call. Nothing blocks, nothing reads a clock.
 */
@NullMarked
package cts.execution;

import org.jspecify.annotations.NullMarked;
