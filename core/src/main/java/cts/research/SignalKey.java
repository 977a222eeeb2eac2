package cts.research;

import cts.market.Direction;
import java.util.Arrays;

/**
 * One stream of signals.
 *
 * <p>Immutable; the indexes must not be written to.
 */
public final class SignalKey {
    private final String name;
    private final Direction direction;
    private final int[] indexes;

    /**
     * @param name what fires, as in files: {@code direction:12}, or {@code entries} for a file of entries
     * @param indexes rows whose close is the signal, strictly ascending, 0 or more
     */
    public SignalKey(String name, Direction direction, int[] indexes) {
        this.name = name;
        this.direction = direction;
        this.indexes = indexes;
        for (int i = 0; i < indexes.length; i++) {
            if (indexes[i] < 0) throw new IllegalArgumentException("index " + indexes[i] + " is below 0");
            if (i > 0 && indexes[i] <= indexes[i - 1]) {
                throw new IllegalArgumentException("index " + indexes[i] + " (" + direction.code() + ") comes after "
                        + indexes[i - 1] + ": indexes must rise within a direction");
            }
        }
    }

    public String name() {
        return name;
    }

    public Direction direction() {
        return direction;
    }

    public int size() {
        return indexes.length;
    }

    /** The row of signal number {@code i}. */
    public int index(int i) {
        return indexes[i];
    }

    @Override
    public String toString() {
        return name + " " + direction.code() + " " + Arrays.toString(indexes);
    }
}
