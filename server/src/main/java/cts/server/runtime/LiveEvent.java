package cts.server.runtime;

import cts.promotion.Figure;
import java.math.BigDecimal;
import java.util.List;

/** Something that just happened, for whoever watches. */
public sealed interface LiveEvent {

    /** A price, at most four a second per symbol. */
    record Price(String symbol, long time, double price) implements LiveEvent {}

    /** The unfinished minute as it stands. */
    record Candle(String symbol, String timeframe, CandleView candle) implements LiveEvent {}

    /** What opened and closed since the last look at the engine, with a few samples of what promoted sets closed. */
    record Pseudo(long time, long opened, long closed, long open, List<Closed> recent) implements LiveEvent {}

    /** A pseudo position that closed. */
    record Closed(String setName, String direction, double entry, double exit, String reason, double net) {}

    /** An indication fired. */
    record Signal(String symbol, SignalView signal) implements LiveEvent {}

    /** A set came to or left Real or Exchange, and what was compared. */
    record Promotion(String setId, String setName, long time, String gate, String from, String to, List<Figure> figures)
            implements LiveEvent {}

    /** An exchange position was made or changed; {@code positionId} finds its stored row. */
    record ExchangePosition(String positionId, String setName, String direction, String status, long time)
            implements LiveEvent {}

    /** Equity of a connection. */
    record Equity(String connectionId, long time, BigDecimal equity) implements LiveEvent {}

    /** A sentence for people; level {@code info}, {@code warn} or {@code error}. */
    record Notice(String level, String message) implements LiveEvent {}
}
