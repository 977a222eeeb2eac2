package cts.server.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * How a server is to run.
 *
 * @param port to listen on, 0 for any free one; empty for no HTTP at all
 * @param feed {@code replay} or {@code simulated}
 * @param ticks recorded trades of one's own; empty for those that come with the program
 * @param settings from the command line, by key
 * @param positions where closed pseudo positions go
 * @param endsWithFeed whether the run ends when the feed does
 * @param training whether the run only warms up, answers itself and ends
 */
record ServerOptions(
        Path data,
        Optional<Integer> port,
        String feed,
        Optional<Path> ticks,
        Map<String, String> settings,
        PositionOptions positions,
        boolean endsWithFeed,
        boolean training) {}
