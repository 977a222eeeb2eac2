package cts.server.cli;

import java.util.Arrays;

/**
 * For each set how many positions it closed, and the hash of the lines they have in the positions file, in order. One
 * thread.
 */
final class PositionDigests {
    private final PositionNames names;
    /** By set, as are the others. */
    private final TextHash[] beginnings;

    private final TextHash[] lines;
    private final long[] positions;

    PositionDigests(PositionNames names) {
        this.names = names;
        int sets = names.keys() * names.cells();
        beginnings = new TextHash[sets];
        lines = new TextHash[sets];
        positions = new long[sets];
        for (int set = 0; set < sets; set++) {
            beginnings[set] = TextHash.of(names.of(set / names.cells(), set % names.cells()));
        }
        Arrays.fill(lines, TextHash.EMPTY);
    }

    /** @param rest of the position's line, behind the name of its set, with the line's end */
    void add(int key, int cell, TextHash rest) {
        int set = key * names.cells() + cell;
        lines[set] = lines[set].then(beginnings[set]).then(rest);
        positions[set]++;
    }

    /** Every set in order of key, then cell, also those without a position. */
    void write(FileOutput out) {
        out.line("set,positions,digest");
        for (int set = 0; set < lines.length; set++) {
            String name = names.of(set / names.cells(), set % names.cells());
            out.line(name + "," + positions[set] + "," + lines[set].digits());
        }
    }
}
