package cts.server.api;

import cts.server.storage.repository.SetLines;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One measure over the exits of an indication and direction: take profit across, stop loss down, for one trailing stop.
 *
 * @param trailings every trailing stop of the grid, {@code off} first
 * @param cells each take profit with each stop loss; without a set where no position was ever opened
 */
record HeatMap(List<Double> tps, List<Double> sls, List<String> trailings, List<Cell> cells) {
    static final List<String> MEASURES = List.of("avgSteps", "winRate", "profitFactor", "closed", "maxDrawdown");

    /** One exit; {@code value} is empty where the measure is undefined. */
    record Cell(
            double tp,
            double sl,
            Optional<String> setId,
            Optional<Double> value,
            long closed,
            Optional<String> level,
            Optional<String> status) {}

    /** Take profit and stop loss, compared as numbers whatever their scale. */
    private record Exit(BigDecimal tp, BigDecimal sl) {
        static Exit of(SetLines.Line line) {
            return new Exit(
                    line.takeProfit().stripTrailingZeros(), line.stopLoss().stripTrailingZeros());
        }
    }

    static HeatMap of(List<SetLines.Line> grid, String trailing, String measure) {
        List<BigDecimal> tps = distinct(grid, SetLines.Line::takeProfit);
        List<BigDecimal> sls = distinct(grid, SetLines.Line::stopLoss);
        List<String> trailings = grid.stream()
                .sorted(Comparator.comparingInt(
                                (SetLines.Line line) -> line.trailingStop().signum())
                        .thenComparing(SetLines.Line::trailingStart)
                        .thenComparing(SetLines.Line::trailingStop))
                .map(SetItem::trailing)
                .distinct()
                .toList();
        Map<Exit, SetLines.Line> shown = grid.stream()
                .filter(line -> SetItem.trailing(line).equals(trailing))
                .collect(Collectors.toMap(Exit::of, Function.identity(), HeatMap::fuller));
        List<Cell> cells = new ArrayList<>();
        for (BigDecimal sl : sls) {
            for (BigDecimal tp : tps) {
                cells.add(cell(tp, sl, Optional.ofNullable(shown.get(new Exit(tp, sl))), measure));
            }
        }
        return new HeatMap(
                tps.stream().map(BigDecimal::doubleValue).toList(),
                sls.stream().map(BigDecimal::doubleValue).toList(),
                trailings,
                cells);
    }

    private static Cell cell(BigDecimal tp, BigDecimal sl, Optional<SetLines.Line> line, String measure) {
        return new Cell(
                tp.doubleValue(),
                sl.doubleValue(),
                line.map(SetLines.Line::id),
                line.flatMap(set -> value(set, measure)),
                line.map(SetLines.Line::closed).orElse(0L),
                line.map(SetLines.Line::level),
                line.map(SetLines.Line::status));
    }

    private static Optional<Double> value(SetLines.Line line, String measure) {
        return switch (measure) {
            case "avgSteps" -> SetItem.averageSteps(line);
            case "winRate" -> line.winRate();
            case "profitFactor" -> line.profitFactor();
            case "closed" -> Optional.of((double) line.closed());
            case "maxDrawdown" -> Optional.of(line.maxDrawdownPercent() / 100);
            default -> throw new IllegalArgumentException("measure " + measure);
        };
    }

    /** Sets that differ in what the map does not show, such as the timeframe: the one with more results stands for both. */
    private static SetLines.Line fuller(SetLines.Line one, SetLines.Line other) {
        return one.closed() >= other.closed() ? one : other;
    }

    private static List<BigDecimal> distinct(List<SetLines.Line> grid, Function<SetLines.Line, BigDecimal> component) {
        return List.copyOf(grid.stream()
                .map(component)
                .map(BigDecimal::stripTrailingZeros)
                .collect(Collectors.toCollection(TreeSet::new)));
    }
}
