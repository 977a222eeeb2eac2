package cts.exchange;

import cts.money.Price;
import cts.money.Quantity;
import java.util.Optional;

/**
 * An order at one moment, for storage and display. Immutable.
 *
 * @param quantity as asked, or as last confirmed on a stop or take profit
 * @param average mean price of the fills, weighted by quantity
 * @param price the limit or trigger, as asked or last confirmed
 * @param venueOrderId the exchange's id, empty while not known
 * @param reason of the last change of state, empty if none was given
 * @param changedAt time of the last change of state or fill, ms UTC
 */
public record OrderRecord(
        OrderRequest request,
        OrderState state,
        Quantity quantity,
        Quantity filled,
        Optional<Price> average,
        Optional<Price> price,
        String venueOrderId,
        String reason,
        long changedAt) {}
