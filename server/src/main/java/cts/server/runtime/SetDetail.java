package cts.server.runtime;

import cts.promotion.Figure;
import java.util.List;
import java.util.OptionalDouble;

/** One set beyond its stored row: all measures and every gate's figures as they stand now. */
public record SetDetail(
        String id,
        String name,
        OptionalDouble expectancy,
        OptionalDouble sharpe,
        OptionalDouble sortino,
        OptionalDouble calmar,
        OptionalDouble holdTimeMs,
        OptionalDouble positionsPerDay,
        OptionalDouble best,
        OptionalDouble worst,
        double compoundReturn,
        double currentDrawdown,
        List<GateView> gates) {

    /** One gate: whether it holds, and what it compares. */
    public record GateView(String gate, boolean holds, List<Figure> figures) {}
}
