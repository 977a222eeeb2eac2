package cts.execution;

import cts.exchange.ClientOrderId;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import java.util.Optional;

/**
 * An exchange position at one moment, for storage and display. Immutable.
 *
 * @param quantity held now
 * @param entered sum of all entry fills
 * @param averageEntry mean price of the entry fills, weighted by quantity
 * @param averageExit mean price of the exit fills, weighted by quantity
 * @param stop the last confirmed stop
 * @param takeProfit the last confirmed take profit
 * @param realised profit or loss of what was closed, before fees and funding
 * @param unrealised of what is held, at the last price
 * @param fees paid in the quote asset, above zero is paid
 * @param funding received in the quote asset, below zero is paid
 * @param best the most favourable price since the first fill
 * @param worst the least favourable price since the first fill
 * @param openedAt time of the first fill, before it that of the decision
 */
public record PositionRecord(
        String id,
        Leg leg,
        String setId,
        Mode mode,
        Instrument instrument,
        ExitPlan plan,
        PositionStatus status,
        Quantity quantity,
        Quantity entered,
        Optional<Price> averageEntry,
        Optional<Price> averageExit,
        ClientOrderId entryOrder,
        Optional<ClientOrderId> stopOrder,
        Optional<ClientOrderId> takeProfitOrder,
        Optional<Price> stop,
        Optional<Price> takeProfit,
        Amount realised,
        Amount unrealised,
        Amount fees,
        Amount funding,
        Optional<Price> best,
        Optional<Price> worst,
        long openedAt,
        Optional<CloseReason> closeReason,
        Optional<Long> closedAt) {}
