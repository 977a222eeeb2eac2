package cts.server.api;

import cts.server.runtime.LiveEvent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Events in the words of Server-Sent Events: a name, and JSON on one line. */
final class EventText {
    static final byte[] HEARTBEAT = ": heartbeat\n\n".getBytes(StandardCharsets.US_ASCII);
    /** Browsers come back after two seconds when the stream breaks. */
    static final byte[] OPENING = "retry: 2000\n: connected\n\n".getBytes(StandardCharsets.US_ASCII);

    private EventText() {}

    /** A candle as lists of candles have it. */
    private record CandleEvent(String symbol, String timeframe, List<Number> candle) {}

    static String of(String name, Object data) {
        return "event: " + name + "\ndata: " + new String(Json.bytes(data), StandardCharsets.UTF_8) + "\n\n";
    }

    static String of(LiveEvent event) {
        return switch (event) {
            case LiveEvent.Price price -> of("price", price);
            case LiveEvent.Candle candle ->
                of(
                        "candle",
                        new CandleEvent(candle.symbol(), candle.timeframe(), MarketController.row(candle.candle())));
            case LiveEvent.Pseudo pseudo -> of("pseudo", pseudo);
            case LiveEvent.Signal signal -> of("indication", signal(signal));
            case LiveEvent.Promotion promotion -> of("verdict", verdict(promotion));
            case LiveEvent.ExchangePosition position -> of("position", position);
            case LiveEvent.Equity equity -> of("equity", equity);
            case LiveEvent.Notice notice -> of("notice", notice);
        };
    }

    private static Map<String, Object> verdict(LiveEvent.Promotion promotion) {
        Map<String, Object> fields = Json.fields(promotion);
        fields.put(
                "figures",
                promotion.figures().stream().map(VerdictItem.FigureItem::of).toList());
        return fields;
    }

    private static Map<String, Object> signal(LiveEvent.Signal signal) {
        Map<String, Object> fields = Json.fields(signal.signal());
        fields.put("symbol", signal.symbol());
        return fields;
    }
}
