package cts.server.cli;

import cts.market.Direction;
import cts.pseudo.ExitGrid;
import cts.pseudo.ExitLabels;
import cts.pseudo.RequestedExit;
import java.util.List;

/** What sets are called in files: by signals, direction and exits, such as {@code direction:12 long 4/0.5/1-0.5}. */
final class PositionNames {
    private final List<String> keys;
    private final ExitLabels labels;
    private final int cells;

    /** @param keys the first half of the names, by number of the key: see {@link #key} */
    PositionNames(List<String> keys, List<RequestedExit> exits) {
        ExitGrid grid = ExitGrid.ofRequests(exits);
        this.keys = List.copyOf(keys);
        labels = new ExitLabels(grid, exits);
        cells = grid.size();
    }

    /** The half of a set's name that tells its signals: {@code direction:12 long}. */
    static String key(String signals, Direction direction) {
        return signals + " " + direction.code();
    }

    int keys() {
        return keys.size();
    }

    int cells() {
        return cells;
    }

    String of(int key, int cell) {
        return keys.get(key) + " " + labels.of(cell);
    }
}
