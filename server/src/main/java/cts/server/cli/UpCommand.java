package cts.server.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cts up}: starts everything. */
@Command(
        name = "up",
        sortOptions = false,
        description = "Start CTS: market data, virtual trading, paper exchange, database and dashboard.",
        footer = {
            "",
            "Without options it plays recorded trades on paper money and serves http://127.0.0.1:8080.",
            "After a restart, or a crash, it goes on where it stood."
        })
final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "N",
            description = "Port on 127.0.0.1, 0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Option(
            names = "--feed",
            defaultValue = "replay",
            paramLabel = "replay|simulated",
            description = "Where prices come from. Default: ${DEFAULT-VALUE}.")
    private String feed = "replay";

    @Option(
            names = "--ticks",
            paramLabel = "T.csv",
            description = "Replay these trades (time,price,size) instead of the built-in ones.")
    private Optional<Path> ticks = Optional.empty();

    @Option(names = "--speed", paramLabel = "N|max", description = "Times real time. Default: 300.")
    private Optional<String> speed = Optional.empty();

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Change a setting for this run, such as costs.taker-fee-percent=0.1.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private final PositionOptions positions = new PositionOptions();

    @Option(names = "--training", hidden = true)
    private boolean training;

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (port < 0 || port > 65_535) {
            throw new CommandFailure(
                    "--port %d is not a port; choose 1 to 65535, or 0 for any free one.".formatted(port));
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        speed.ifPresent(given -> all.put("feed.speed", given));
        ServerOptions options =
                new ServerOptions(data.folder(), Optional.of(port), feed, ticks, all, positions, false, training);
        new ServerRun(options, command.commandLine().getErr(), ready -> output.show(ready, Greeting::text)).run();
        return 0;
    }
}
