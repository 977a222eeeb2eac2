package cts.pseudo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The exit configurations that every entry is tried with, without repetition and in order. A set of cells is a bit mask
 * of {@link #words()} longs; cell {@code i} is bit {@code i % 64} of word {@code i / 64}.
 *
 * <p>Immutable, for any thread.
 */
public final class ExitGrid {
    private static final int MOST_CELLS = 1 << 20;

    private final List<ExitConfiguration> cells;

    private ExitGrid(List<ExitConfiguration> cells) {
        this.cells = cells;
    }

    /**
     * The distinct ones of {@code configurations}, each as {@link ExitConfiguration#effective()}, sorted.
     *
     * @throws IllegalArgumentException when there are none or more than a million
     */
    public static ExitGrid of(Collection<ExitConfiguration> configurations) {
        List<ExitConfiguration> sorted = new ArrayList<>(configurations.size());
        for (ExitConfiguration configuration : configurations) sorted.add(configuration.effective());
        // They come in order as a rule, and then this is one look at each.
        Collections.sort(sorted);
        List<ExitConfiguration> distinct = new ArrayList<>(sorted.size());
        for (ExitConfiguration cell : sorted) {
            if (distinct.isEmpty() || !distinct.getLast().equals(cell)) distinct.add(cell);
        }
        if (distinct.isEmpty()) throw new IllegalArgumentException("the exit grid is empty");
        if (distinct.size() > MOST_CELLS) {
            throw new IllegalArgumentException(
                    "the exit grid has " + distinct.size() + " cells, more than " + MOST_CELLS);
        }
        return new ExitGrid(List.copyOf(distinct));
    }

    /** The grid of what {@code requests} come to. */
    public static ExitGrid ofRequests(Collection<RequestedExit> requests) {
        return of(requests.stream().map(RequestedExit::configuration).toList());
    }

    /**
     * Every take profit with every stop loss and every trailing stop, in that order.
     *
     * @param takeProfits in steps, or in percent of the entry price, as {@code unit} says
     * @param stopLosses as a ratio of the take profit distance, or in percent of the entry price
     * @param trailings in percent of the price in either unit, empty for off
     * @param stepPercent the step, in percent of the price
     */
    public static List<RequestedExit> combinations(
            List<BigDecimal> takeProfits,
            List<BigDecimal> stopLosses,
            List<Optional<RequestedExit.TrailingPercent>> trailings,
            ExitUnit unit,
            BigDecimal stepPercent) {
        List<RequestedExit> all = new ArrayList<>();
        for (BigDecimal takeProfit : takeProfits) {
            BigDecimal takeProfitDistance = unit.takeProfitDistance(takeProfit, stepPercent);
            for (BigDecimal stopLoss : stopLosses) {
                BigDecimal stopLossDistance = unit.stopLossDistance(stopLoss, takeProfitDistance);
                for (Optional<RequestedExit.TrailingPercent> trailing : trailings) {
                    ExitConfiguration configuration = new ExitConfiguration(
                            takeProfitDistance,
                            stopLossDistance,
                            trailing.map(RequestedExit.TrailingPercent::distance));
                    all.add(new RequestedExit(takeProfit, stopLoss, trailing, configuration));
                }
            }
        }
        Collections.sort(all);
        return List.copyOf(all);
    }

    /** The cells in order of take profit, stop loss, trailing. */
    public List<ExitConfiguration> cells() {
        return cells;
    }

    public int size() {
        return cells.size();
    }

    /** How many longs a mask of cells takes. */
    public int words() {
        return (cells.size() + 63) / 64;
    }

    /** The mask of all cells. */
    public long[] all() {
        return cells(0, cells.size());
    }

    /** The mask of the cells from {@code first} to {@code end}, exclusive. */
    public long[] cells(int first, int end) {
        long[] mask = new long[words()];
        for (int cell = first; cell < end; cell++) mask[cell >> 6] |= 1L << cell;
        return mask;
    }

    /** How many different take profits, stop losses and trailing stops there are together. */
    public int levels() {
        return distances(ExitConfiguration::takeProfit).size()
                + distances(ExitConfiguration::stopLoss).size()
                + trailingStops().size();
    }

    /**
     * The cell that a requested configuration is computed as.
     *
     * @throws IllegalArgumentException when it isn't in the grid
     */
    public int cellOf(ExitConfiguration requested) {
        int index = Collections.binarySearch(cells, requested.effective());
        if (index < 0) throw new IllegalArgumentException(requested + " is not in this grid");
        return index;
    }

    /** The sorted distinct distances that {@code of} reads from the cells. */
    NavigableSet<BigDecimal> distances(Function<ExitConfiguration, BigDecimal> of) {
        NavigableSet<BigDecimal> distances = new TreeSet<>();
        for (ExitConfiguration cell : cells) distances.add(of.apply(cell));
        return distances;
    }

    /** The sorted distinct trailing stops of the cells. */
    NavigableSet<TrailingStop> trailingStops() {
        NavigableSet<TrailingStop> trailingStops = new TreeSet<>();
        for (ExitConfiguration cell : cells) cell.trailing().ifPresent(trailingStops::add);
        return trailingStops;
    }

    /** The mask of the cells that {@code value} maps to {@code wanted}. */
    <T> long[] mask(Function<ExitConfiguration, T> value, T wanted) {
        long[] mask = new long[words()];
        for (int i = 0; i < cells.size(); i++) {
            if (value.apply(cells.get(i)).equals(wanted)) mask[i >> 6] |= 1L << i;
        }
        return mask;
    }
}
