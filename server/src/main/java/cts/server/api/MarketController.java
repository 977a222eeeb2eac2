package cts.server.api;

import cts.server.runtime.CandleView;
import cts.server.runtime.SignalView;
import cts.server.runtime.SymbolView;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Symbols, candles and the signals on them, as the running feed knows them. */
@RestController
class MarketController {
    private static final int MOST_CANDLES = 5_000;
    private static final int MOST_SIGNALS = 5_000;

    private final Readiness readiness;

    MarketController(ApiParts parts) {
        this.readiness = parts.readiness();
    }

    @GetMapping("/api/market/symbols")
    @Summary("The symbols that are followed, with their last prices.")
    Answer<List<SymbolView>> symbols() {
        return Answer.of(readiness.backend().trading().symbols());
    }

    @GetMapping("/api/market/candles")
    @Summary("The newest candles of a symbol: open time, open, high, low, close, volume.")
    Answer<List<List<Number>>> candles(
            @RequestParam String symbol,
            @RequestParam(defaultValue = "1m") String timeframe,
            @RequestParam(defaultValue = "500") int limit,
            @RequestParam Optional<Long> to) {
        Parameters.oneOf("timeframe", timeframe, Parameters.TIMEFRAMES);
        Parameters.limit(limit, MOST_CANDLES);
        return Answer.of(
                readiness
                        .backend()
                        .trading()
                        .candles(known(symbol), timeframe, to.orElse(Long.MAX_VALUE), limit)
                        .stream()
                        .map(MarketController::row)
                        .toList());
    }

    @GetMapping("/api/indications")
    @Summary("Indications that fired on a symbol, newest first.")
    Answer<Answer.Items<SignalView>> indications(
            @RequestParam String symbol,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam Optional<Long> to,
            @RequestParam(defaultValue = "500") int limit) {
        Parameters.limit(limit, MOST_SIGNALS);
        List<SignalView> signals =
                readiness.backend().trading().signals(known(symbol), from, to.orElse(Long.MAX_VALUE), limit);
        return Answer.of(new Answer.Items<>(signals, Optional.empty()));
    }

    /** Open time, open, high, low, close, volume. */
    static List<Number> row(CandleView candle) {
        return List.of(candle.openTime(), candle.open(), candle.high(), candle.low(), candle.close(), candle.volume());
    }

    private String known(String symbol) {
        if (readiness.backend().trading().symbols().stream()
                .noneMatch(view -> view.symbol().equals(symbol))) {
            throw Refusal.unknown("symbol", symbol);
        }
        return symbol;
    }
}
