package cts.exchange;

import cts.market.Instrument;
import cts.money.Price;
import cts.money.Quantity;

/**
 * A new trigger and quantity for a standing stop or take profit.
 *
 * @param quantity the whole quantity of the order, what has filled of it included
 * @param time event time at which it was decided, ms UTC
 */
public record TriggerAmendment(ClientOrderId id, Instrument instrument, Price trigger, Quantity quantity, long time) {}
