package cts.bench.workload;

import cts.market.Direction;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.ExitReason;
import cts.pseudo.KernelSettings;
import cts.pseudo.PositionSink;
import cts.pseudo.TrailingStop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rules of virtual trading with nothing clever: every event looks at every open position of every set. What the
 * kernel closes, and in which order, must be the same. Knows no cooldown and no time-out.
 */
final class NaiveScan {
    private final ExitGrid grid;
    private final List<Direction> directions;
    private final KernelSettings settings;
    private final PositionSink sink;
    private final int[][] open;
    private final List<Position> positions = new ArrayList<>();
    private final List<Position> survivors = new ArrayList<>();
    private final List<int[]> waiting = new ArrayList<>();

    NaiveScan(ExitGrid grid, List<Direction> directions, KernelSettings settings, PositionSink sink) {
        this.grid = grid;
        this.directions = directions;
        this.settings = settings;
        this.sink = sink;
        open = new int[directions.size()][grid.size()];
    }

    private static final class Position {
        final int key;
        final int cell;
        final boolean isLong;
        final long entryTime;
        final double entry;
        final double takeProfit;
        final double stopLoss;
        final Optional<TrailingStop> trailing;
        private double best;
        private double trailingStop = Double.NaN;

        Position(int key, int cell, boolean isLong, long time, double price, ExitConfiguration exits) {
            this.key = key;
            this.cell = cell;
            this.isLong = isLong;
            entryTime = time;
            entry = price;
            best = price;
            takeProfit = level(price, exits.takeProfit(), isLong);
            stopLoss = level(price, exits.stopLoss(), !isLong);
            trailing = exits.trailing();
            trail();
        }

        private static double level(double price, BigDecimal distance, boolean above) {
            return price
                    * BigDecimal.ONE.add(above ? distance : distance.negate()).doubleValue();
        }

        private void trail() {
            if (trailing.isEmpty()) return;
            double start = level(entry, trailing.get().start(), isLong);
            if (isLong ? best < start : best > start) return;
            double stop = level(best, trailing.get().stop(), !isLong);
            boolean nearer = Double.isNaN(trailingStop) || (isLong ? stop > trailingStop : stop < trailingStop);
            if (nearer) trailingStop = stop;
        }

        private void follow(double high, double low) {
            best = isLong ? Math.max(best, high) : Math.min(best, low);
            trail();
        }

        private double stop() {
            if (Double.isNaN(trailingStop)) return stopLoss;
            return isLong ? Math.max(stopLoss, trailingStop) : Math.min(stopLoss, trailingStop);
        }
    }

    /** One candle or tick and the signals at its close; each key fires at most once. */
    void onEvent(
            long openTime,
            long closeTime,
            double openPrice,
            double high,
            double low,
            double close,
            int[] signals,
            int signalCount) {
        openWaiting(openTime, openPrice);
        for (int i = 0; i < signalCount; i++) {
            for (int cell = 0; cell < grid.size(); cell++) {
                if (open[signals[i]][cell] >= settings.maxOpen()) continue;
                open[signals[i]][cell]++;
                waiting.add(new int[] {signals[i], cell});
            }
        }
        survivors.clear();
        for (Position position : positions) {
            if (!exits(position, closeTime, openPrice, high, low)) survivors.add(position);
        }
        positions.clear();
        positions.addAll(survivors);
        if (settings.entryDelay() == 0) openWaiting(closeTime, close);
    }

    private void openWaiting(long time, double price) {
        for (int[] set : waiting) {
            boolean isLong = directions.get(set[0]) == Direction.LONG;
            positions.add(new Position(
                    set[0], set[1], isLong, time, price, grid.cells().get(set[1])));
        }
        waiting.clear();
    }

    private boolean exits(Position p, long time, double openPrice, double high, double low) {
        double stop = p.stop();
        if (p.isLong ? low <= stop : high >= stop) {
            double price = p.isLong ? Math.min(openPrice, stop) : Math.max(openPrice, stop);
            close(p, time, price, stop == p.stopLoss ? ExitReason.STOP_LOSS : ExitReason.TRAILING_STOP);
            return true;
        }
        if (p.isLong ? high >= p.takeProfit : low <= p.takeProfit) {
            double price = p.isLong ? Math.max(openPrice, p.takeProfit) : Math.min(openPrice, p.takeProfit);
            close(p, time, price, ExitReason.TAKE_PROFIT);
            return true;
        }
        p.follow(high, low);
        return false;
    }

    private void close(Position p, long time, double price, ExitReason reason) {
        open[p.key][p.cell]--;
        double net = settings.costs().net(directions.get(p.key), p.entry, price);
        sink.closed(p.key, p.cell, p.entryTime, p.entry, time, price, reason, net);
    }

    /** Positions of a set that are open or wait for their entry. */
    int open(int key, int cell) {
        return open[key][cell];
    }
}
