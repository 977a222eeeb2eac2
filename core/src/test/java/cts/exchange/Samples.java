package cts.exchange;

import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;

/** Instruments, requests and fills for tests. */
public final class Samples {

    public static final Instrument BTC = perpetual("BTCUSDT", "BTC", "0.1", "0.001");
    public static final Instrument ETH = perpetual("ETHUSDT", "ETH", "0.01", "0.01");

    private Samples() {}

    public static Instrument perpetual(String symbol, String base, String tick, String lot) {
        return new Instrument(
                "paper",
                symbol,
                base,
                "USDT",
                Instrument.Kind.PERPETUAL,
                Price.of(tick),
                Quantity.of(lot),
                Quantity.of(lot),
                Amount.of("5"),
                100);
    }

    public static OrderRequest buy(String id, String quantity) {
        return OrderRequest.entry(new ClientOrderId(id), BTC, Side.BUY, Quantity.of(quantity), 1_000);
    }

    public static Fill fill(String fillId, OrderRequest request, String quantity, String price) {
        return new Fill(
                fillId,
                request.id(),
                request.instrument().symbol(),
                request.side(),
                Price.of(price),
                Quantity.of(quantity),
                Amount.of("0.01"),
                "USDT",
                2_000);
    }
}
