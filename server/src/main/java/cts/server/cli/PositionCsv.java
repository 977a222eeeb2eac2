package cts.server.cli;

import cts.market.Direction;
import cts.pseudo.ExitLabels;
import cts.pseudo.ExitReason;
import cts.pseudo.PositionSink;
import java.util.List;

/** Closed pseudo positions as CSV, in order of (exit, entry), then set. One thread. */
final class PositionCsv implements PositionSink {
    private final List<String> keys;
    private final ExitLabels labels;
    private final FileOutput out;

    /** @param keys the first half of the set names, by number of the key: see {@link #keyName} */
    PositionCsv(List<String> keys, ExitLabels labels, FileOutput out) {
        this.keys = keys;
        this.labels = labels;
        this.out = out;
        out.line("set,entry_time,entry,exit_time,exit,reason,net");
    }

    /** The half of a set's name that tells its signals: {@code direction:12 long}. */
    static String keyName(String signals, Direction direction) {
        return signals + " " + direction.code();
    }

    @Override
    public void closed(
            int key,
            int cell,
            long entryTime,
            double entryPrice,
            long exitTime,
            double exitPrice,
            ExitReason reason,
            double net) {
        out.line(keys.get(key) + " " + labels.of(cell) + "," + entryTime + "," + Numbers.shortest(entryPrice) + ","
                + exitTime + "," + Numbers.shortest(exitPrice) + "," + reason.code() + "," + Numbers.shortest(net));
    }
}
