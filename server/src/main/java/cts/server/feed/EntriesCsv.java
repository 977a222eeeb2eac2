package cts.server.feed;

import cts.market.Direction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Entries in a CSV file: the rows of a series whose close is a signal. */
public final class EntriesCsv {
    private static final List<String> HEADER = List.of("index", "direction");

    private EntriesCsv() {}

    /**
     * Reads {@code index,direction}; indexes rise strictly within each direction and lie below {@code rows}.
     *
     * @return the indexes of each direction that has any
     * @throws IllegalArgumentException one sentence with file, line and what is wrong
     */
    public static Map<Direction, List<Integer>> read(Path file, int rows) throws IOException {
        Map<Direction, List<Integer>> entries = new EnumMap<>(Direction.class);
        CsvTable.read(file, HEADER, row -> {
            long index = row.wholeNumber(0);
            if (index < 0 || index >= rows) {
                throw new IllegalArgumentException(
                        "index " + index + " is not a row of the series (0 to " + (rows - 1) + ")");
            }
            List<Integer> indexes = entries.computeIfAbsent(Direction.parse(row.text(1)), d -> new ArrayList<>());
            if (!indexes.isEmpty() && indexes.getLast() >= index) {
                throw new IllegalArgumentException("index " + index + " comes after " + indexes.getLast()
                        + "; within a direction indexes must rise");
            }
            indexes.add((int) index);
        });
        return entries;
    }
}
