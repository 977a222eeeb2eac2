package cts.server.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the closed pseudo positions of a command go. */
final class PositionOptions {
    @Option(
            names = "--positions",
            paramLabel = "P.csv",
            description = "Where every closed pseudo position goes, at the end.")
    private Optional<Path> positions = Optional.empty();

    @Option(
            names = "--position-digests",
            paramLabel = "D.csv",
            description = "Where the number and a digest of each set's lines in P.csv go, at the end.")
    private Optional<Path> digests = Optional.empty();

    /** Whether anything is to be written. */
    boolean isGiven() {
        return positions.isPresent() || digests.isPresent();
    }

    /**
     * Refuses what cannot be written.
     *
     * @param used files that the command reads or writes, too
     */
    void check(List<Path> used) {
        List<Path> others = new ArrayList<>(used);
        positions.ifPresent(file -> FileOutput.checkPlace("--positions", file, others));
        positions.ifPresent(others::add);
        digests.ifPresent(file -> FileOutput.checkPlace("--position-digests", file, others));
    }

    PositionFiles open(PositionNames names) {
        return new PositionFiles(names, positions, digests);
    }
}
