package cts.server.api;

import cts.server.storage.repository.PositionLines;
import java.math.BigDecimal;
import java.util.Optional;

/** An exchange position as it is shown. */
record ExchangePositionItem(
        String id,
        Optional<String> setId,
        Optional<String> setName,
        String connectionId,
        String symbol,
        String direction,
        String status,
        BigDecimal quantity,
        long entryTime,
        Optional<BigDecimal> entry,
        Optional<Long> exitTime,
        Optional<BigDecimal> exit,
        Optional<BigDecimal> stop,
        Optional<BigDecimal> takeProfit,
        BigDecimal realisedPnl,
        BigDecimal fees,
        Optional<String> closeReason) {

    static ExchangePositionItem of(PositionLines.Exchange row, Optional<String> setName) {
        return new ExchangePositionItem(
                row.id(),
                row.setId(),
                setName,
                row.connectionId(),
                row.symbol(),
                SetItem.lower(row.direction()),
                row.status(),
                row.quantity(),
                row.openedAt(),
                row.entryPrice(),
                row.closedAt(),
                row.exitPrice(),
                row.stopPrice(),
                row.takeProfitPrice(),
                row.realisedPnl(),
                row.fees(),
                row.closeReason());
    }
}
