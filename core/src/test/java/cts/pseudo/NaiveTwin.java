package cts.pseudo;

import cts.market.Direction;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules once more, with nothing clever: every set walks every one of its positions on every event. Written from the
 * specification alone, with its own handling of long and short; the kernel must agree with it to the last bit.
 */
final class NaiveTwin {
    /** A closed position. {@code order} numbers events, entries within them by key. */
    record Closed(
            int key,
            int cell,
            long entryEvent,
            long entryTime,
            double entry,
            long exitEvent,
            long exitTime,
            double exit,
            ExitReason reason,
            double net) {
        String text() {
            return NaiveTwin.text(key, cell, entryTime, entry, exitTime, exit, reason, net);
        }
    }

    /** A position that is open in the end. */
    record Open(int key, int cell, long entryEvent, long entryTime, double entry) {}

    private static final class Position {
        final long entryEvent;
        final long entryTime;
        final double entry;
        double best;
        double trailingStop;
        boolean trailing;

        Position(long entryEvent, long entryTime, double entry, double noStop) {
            this.entryEvent = entryEvent;
            this.entryTime = entryTime;
            this.entry = entry;
            best = entry;
            trailingStop = noStop;
        }
    }

    /** A closed position as text, bits of doubles included. */
    static String text(
            int key,
            int cell,
            long entryTime,
            double entry,
            long exitTime,
            double exit,
            ExitReason reason,
            double net) {
        return key + " " + cell + " " + entryTime + " " + entry + " " + exitTime + " " + exit + " " + reason + " "
                + net;
    }

    private final Market market;
    final List<Closed> closed = new ArrayList<>();
    final int[][] open;
    final List<Open> stillOpen = new ArrayList<>();
    /** Keys with a signal at the last event that is still to be entered. */
    final Set<Integer> waiting = new HashSet<>();

    NaiveTwin(Market market) {
        this.market = market;
        open = new int[market.directions.size()][market.grid.size()];
        for (int key = 0; key < market.directions.size(); key++) {
            for (int cell = 0; cell < market.grid.size(); cell++) walk(key, cell);
        }
        closed.sort(Comparator.comparingLong(Closed::exitEvent)
                .thenComparingLong(Closed::entryEvent)
                .thenComparingInt(Closed::key)
                .thenComparingInt(Closed::cell));
    }

    private void walk(int key, int cell) {
        KernelSettings settings = market.settings;
        boolean isLong = market.directions.get(key) == Direction.LONG;
        List<Position> positions = new ArrayList<>();
        boolean waits = false;
        long lastAccepted = Long.MIN_VALUE / 2;
        for (int i = 0; i < market.events.size(); i++) {
            Market.Event event = market.events.get(i);
            if (waits) positions.add(position(i, event.openTime(), event.open(), isLong, cell));
            int openAtStart = positions.size();
            waits = false;
            boolean accepted = event.signals().contains(key)
                    && openAtStart < settings.maxOpen()
                    && event.closeTime() - lastAccepted >= settings.cooldown();
            for (Position position : List.copyOf(positions)) {
                if (exits(position, event, i, key, cell, isLong)) positions.remove(position);
            }
            if (!accepted) continue;
            lastAccepted = event.closeTime();
            if (settings.entryDelay() == 0) {
                positions.add(position(i, event.closeTime(), event.close(), isLong, cell));
            } else {
                waits = true;
            }
        }
        open[key][cell] = positions.size() + (waits ? 1 : 0);
        for (Position p : positions) stillOpen.add(new Open(key, cell, p.entryEvent, p.entryTime, p.entry));
        if (waits) waiting.add(key);
    }

    private Position position(int event, long time, double price, boolean isLong, int cell) {
        Position position =
                new Position(event, time, price, isLong ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY);
        trail(position, isLong, cell);
        return position;
    }

    private boolean exits(Position p, Market.Event event, int i, int key, int cell, boolean isLong) {
        ExitConfiguration exits = market.grid.cells().get(cell);
        double takeProfit =
                p.entry * one(isLong ? exits.takeProfit() : exits.takeProfit().negate());
        double stopLoss = p.entry * one(isLong ? exits.stopLoss().negate() : exits.stopLoss());
        double stop = isLong ? Math.max(stopLoss, p.trailingStop) : Math.min(stopLoss, p.trailingStop);
        if (isLong ? event.low() <= stop : event.high() >= stop) {
            double price = isLong ? Math.min(event.open(), stop) : Math.max(event.open(), stop);
            close(p, event, i, key, cell, price, stop == stopLoss ? ExitReason.STOP_LOSS : ExitReason.TRAILING_STOP);
            return true;
        }
        if (isLong ? event.high() >= takeProfit : event.low() <= takeProfit) {
            double price = isLong ? Math.max(event.open(), takeProfit) : Math.min(event.open(), takeProfit);
            close(p, event, i, key, cell, price, ExitReason.TAKE_PROFIT);
            return true;
        }
        if (market.settings.timeout() != KernelSettings.NO_TIMEOUT
                && event.closeTime() - p.entryTime >= market.settings.timeout()) {
            close(p, event, i, key, cell, event.close(), ExitReason.TIMEOUT);
            return true;
        }
        p.best = isLong ? Math.max(p.best, event.high()) : Math.min(p.best, event.low());
        trail(p, isLong, cell);
        return false;
    }

    private void trail(Position p, boolean isLong, int cell) {
        TrailingStop trailing = market.grid.cells().get(cell).trailing().orElse(null);
        if (trailing == null) return;
        double start =
                p.entry * one(isLong ? trailing.start() : trailing.start().negate());
        p.trailing |= isLong ? p.best >= start : p.best <= start;
        if (!p.trailing) return;
        double stop = p.best * one(isLong ? trailing.stop().negate() : trailing.stop());
        p.trailingStop = isLong ? Math.max(p.trailingStop, stop) : Math.min(p.trailingStop, stop);
    }

    private void close(Position p, Market.Event event, int i, int key, int cell, double price, ExitReason reason) {
        double net = market.settings.costs().net(market.directions.get(key), p.entry, price);
        closed.add(new Closed(key, cell, p.entryEvent, p.entryTime, p.entry, i, event.closeTime(), price, reason, net));
    }

    private static double one(BigDecimal plus) {
        return BigDecimal.ONE.add(plus).doubleValue();
    }
}
