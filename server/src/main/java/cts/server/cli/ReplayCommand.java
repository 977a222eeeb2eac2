package cts.server.cli;

import cts.server.runtime.TradingStatus;
import java.io.IOException;
import java.io.PrintWriter;
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

/** {@code cts replay}: a recording through the live engine, to its end, without HTTP. */
@Command(
        name = "replay",
        sortOptions = false,
        description = "Play recorded trades through the live engine to their end, and say what came of it.")
final class ReplayCommand implements Callable<Integer> {
    @Spec
    private CommandSpec command;

    @Mixin
    private final DataFolderOption data = new DataFolderOption();

    @Option(
            names = "--ticks",
            paramLabel = "T.csv",
            description = "These trades (time,price,size) instead of the built-in ones.")
    private Optional<Path> ticks = Optional.empty();

    @Option(
            names = "--speed",
            defaultValue = "max",
            paramLabel = "N|max",
            description = "Times real time. Default: ${DEFAULT-VALUE}.")
    private String speed = "max";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting for this run.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Mixin
    private final PositionOptions positions = new PositionOptions();

    @Mixin
    private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("feed.speed", speed);
        ServerOptions options =
                new ServerOptions(data.folder(), Optional.empty(), "replay", ticks, all, positions, true, false);
        PrintWriter errors = command.commandLine().getErr();
        TradingStatus status = new ServerRun(options, errors, ready -> errors.print(ready.text()))
                .run()
                .orElseThrow();
        output.show(status, ReplayCommand::text);
        return 0;
    }

    private static String text(TradingStatus status) {
        return "%,d trades; %,d pseudo positions opened, %,d closed; %,d of %,d sets came to life."
                .formatted(
                        status.ticks(),
                        status.pseudo().opened(),
                        status.pseudo().closed(),
                        status.setsAlive(),
                        status.setsPossible());
    }
}
