package cts.pseudo;

import cts.market.Direction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The levels of a grid seen from an entry, nearest first: rungs up (take profits, and where trailing stops start) and
 * rungs down (stop losses), each with the cells it ends.
 *
 * <p>Prices here are <em>signed</em>: a short position is a long one on negated prices. Negation is exact, so both
 * directions run the same code to the last bit, and {@code signed price × factor} is the threshold of the specification.
 */
final class Ladder {
    /** A trailing stop's start may ask for 64 of them to fit one long. */
    static final int MOST_TRAILING_STOPS = 64;

    private static final int[] NONE = {};

    /** Factor of the entry price per rung up, nearest first. */
    final double[] upFactor;
    /** Cells that take profit at the rung; all zero where only trailing stops start. */
    final long[][] upCells;
    /** Trailing stops that start at the rung. */
    final int[][] upStarts;
    /** Factor of the entry price per rung down, nearest first. */
    final double[] downFactor;
    /** Cells that lose at the rung. */
    final long[][] downCells;
    /** Factor of the best price per trailing stop. */
    final double[] trailFactor;
    /** Cells with the trailing stop. */
    final long[][] trailCells;
    /** Trailing stops that stand from the entry on. */
    final int[] immediateTrails;

    Ladder(ExitGrid grid, Direction direction) {
        List<TrailingStop> trailingStops = List.copyOf(grid.trailingStops());
        if (trailingStops.size() > MOST_TRAILING_STOPS) {
            throw new IllegalArgumentException("the exit grid has " + trailingStops.size()
                    + " different trailing stops, more than " + MOST_TRAILING_STOPS);
        }
        trailFactor = new double[trailingStops.size()];
        trailCells = new long[trailingStops.size()][];
        for (int v = 0; v < trailFactor.length; v++) {
            trailFactor[v] = factor(trailingStops.get(v).stop().negate(), direction);
            trailCells[v] = grid.mask(
                    cell -> cell.trailing().map(trailingStops::indexOf).orElse(-1), v);
        }
        immediateTrails = startingAt(BigDecimal.ZERO, trailingStops);

        NavigableSet<BigDecimal> up = new TreeSet<>(grid.distances(ExitConfiguration::takeProfit));
        for (TrailingStop trailingStop : trailingStops) up.add(trailingStop.start());
        up.remove(BigDecimal.ZERO);
        List<BigDecimal> rungsUp = List.copyOf(up);
        upFactor = factors(rungsUp, direction, false);
        upCells = new long[upFactor.length][];
        upStarts = new int[upFactor.length][];
        for (int r = 0; r < upFactor.length; r++) {
            upCells[r] = grid.mask(ExitConfiguration::takeProfit, rungsUp.get(r));
            upStarts[r] = startingAt(rungsUp.get(r), trailingStops);
        }

        List<BigDecimal> rungsDown = List.copyOf(grid.distances(ExitConfiguration::stopLoss));
        downFactor = factors(rungsDown, direction, true);
        downCells = new long[downFactor.length][];
        for (int r = 0; r < downFactor.length; r++) {
            downCells[r] = grid.mask(ExitConfiguration::stopLoss, rungsDown.get(r));
        }
    }

    private static double[] factors(List<BigDecimal> distances, Direction direction, boolean against) {
        double[] factors = new double[distances.size()];
        for (int r = 0; r < factors.length; r++) {
            BigDecimal distance = distances.get(r);
            factors[r] = factor(against ? distance.negate() : distance, direction);
        }
        return factors;
    }

    /** The double nearest to 1 + distance in favour of the direction. */
    static double factor(BigDecimal inFavour, Direction direction) {
        return BigDecimal.ONE
                .add(direction == Direction.LONG ? inFavour : inFavour.negate())
                .doubleValue();
    }

    private static int[] startingAt(BigDecimal distance, List<TrailingStop> trailingStops) {
        List<Integer> found = new ArrayList<>();
        for (int v = 0; v < trailingStops.size(); v++) {
            if (trailingStops.get(v).start().compareTo(distance) == 0) found.add(v);
        }
        return found.isEmpty()
                ? NONE
                : found.stream().mapToInt(Integer::intValue).toArray();
    }
}
