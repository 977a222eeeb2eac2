package cts.bench;

import cts.bench.workload.Sample;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folder of peers: its script builds, generates data and runs programs that others wrote. */
final class Peers {
    private static final int COLUMNS = 7;

    private final Path script;

    private Peers(Path script) {
        this.script = script;
    }

    /** Whether a folder holds peers. */
    static boolean areIn(Path folder) {
        return Files.isRegularFile(folder.resolve("run.sh"));
    }

    /** Those of a folder that holds them. */
    static Peers in(Path folder) {
        return new Peers(folder.resolve("run.sh").toAbsolutePath().normalize());
    }

    /** The folder of a data set, generated where it is missing. */
    Path data(String set) throws InterruptedException {
        return Path.of(Commands.lines(command(set, "--only-data")).getLast());
    }

    /** Where a peer leaves its results beside the data. */
    Path results(String set) throws InterruptedException {
        return data(set).resolve("../../results").resolve(set).normalize();
    }

    /** Runs a peer once; samples are called {@code PEER, CASE}. */
    List<Sample> run(String set, String peer) throws InterruptedException {
        return Commands.lines(command(set, "--peer", peer, "--repeats", "1", "--tsv")).stream()
                .map(line -> List.of(line.split("\t", -1)))
                .filter(line -> line.size() == COLUMNS)
                .map(line -> new Sample(
                        line.get(0) + ", " + line.get(1), Double.parseDouble(line.get(2)), line.get(5), line.get(6)))
                .toList();
    }

    private List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(List.of("bash", script.toString()));
        command.addAll(List.of(arguments));
        return command;
    }
}
