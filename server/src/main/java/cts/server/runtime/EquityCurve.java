package cts.server.runtime;

import java.math.BigDecimal;
import java.util.List;

/** Equity over event time, beginning with the start balance. */
public record EquityCurve(BigDecimal start, List<Point> points) {

    /** Balance and unrealised results at a time. */
    public record Point(long time, BigDecimal equity) {}
}
