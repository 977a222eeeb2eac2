package cts.research;

import cts.pseudo.CellMasks;
import cts.pseudo.ExitGrid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The cells that a stretch counts for, and from when on. */
final class Owned {
    private final Stretch.Played played;
    private final ExitGrid grid;
    private final CellMasks everGiven;
    private final CellMasks toTheEnd;
    private final List<Gift> gifts = new ArrayList<>();

    /** Cells that count from a position of the log on. */
    private record Gift(long position, CellMasks cells) {}

    private Owned(Stretch.Played played, int keys, ExitGrid grid) {
        this.played = played;
        this.grid = grid;
        everGiven = CellMasks.none(keys, grid);
        toTheEnd = CellMasks.none(keys, grid);
    }

    /** Counts for nothing until it is given something. */
    static Owned nothing(Stretch.Played played, int keys, ExitGrid grid) {
        return new Owned(played, keys, grid);
    }

    /** Counts for every cell from the beginning. */
    static Owned fromTheBeginning(Stretch.Played played, int keys, ExitGrid grid) {
        Owned owned = new Owned(played, keys, grid);
        owned.take(0, CellMasks.all(keys, grid));
        return owned;
    }

    Stretch.Played played() {
        return played;
    }

    /** What it counts for when the series ends. */
    CellMasks toTheEnd() {
        return toTheEnd;
    }

    /** Gives cells away, those of them that are its own. Everything it gets must have been given before. */
    void give(Stretch.HandOver handOver, Owned taker) {
        CellMasks cells = handOver.cells().copy();
        cells.retain(everGiven);
        toTheEnd.remove(cells);
        taker.take(handOver.check().position(), cells);
    }

    private void take(long position, CellMasks cells) {
        gifts.add(new Gift(position, cells));
        everGiven.add(cells);
        toTheEnd.add(cells);
    }

    /** Tells of what counts in a group of cells, in order. */
    void tell(SweepTallies tallies, long[] group) {
        List<Gift> inOrder =
                gifts.stream().sorted(Comparator.comparingLong(Gift::position)).toList();
        CellMasks counting = CellMasks.none(everGiven.keys(), grid);
        CellMasks ofGroup = CellMasks.same(everGiven.keys(), group);
        long[] cells = new long[grid.words()];
        int first = firstWord(group);
        int end = lastWord(group) + 1;
        KernelLog.Reader reader = (key, time, net, block, recordFrom, recordTo, shift) -> {
            int from = Math.max(first, recordFrom);
            int to = Math.min(end, recordTo);
            long[] ofKey = counting.of(key);
            for (int w = from; w < to; w++) cells[w] = block[w + shift] & ofKey[w];
            if (Double.isNaN(net)) tallies.start(key, time, cells, from, to);
            else tallies.add(key, time, net, cells, from, to);
        };
        for (int i = 0; i < inOrder.size(); i++) {
            Gift gift = inOrder.get(i);
            counting.add(gift.cells);
            counting.retain(ofGroup);
            long until = i + 1 < inOrder.size()
                    ? inOrder.get(i + 1).position
                    : played.log().position();
            played.log().read(gift.position, until, reader);
        }
    }

    private static int firstWord(long[] group) {
        int w = 0;
        while (w < group.length - 1 && group[w] == 0) w++;
        return w;
    }

    private static int lastWord(long[] group) {
        int w = group.length - 1;
        while (w > 0 && group[w] == 0) w--;
        return w;
    }
}
