package cts.server.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cts engine}: tells the engines of the running server what to do, and shows what they do. */
@Command(name = "engine", sortOptions = false, description = "Start, stop, pause and watch the engines of the server.")
final class EngineCommand {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli finds --help in it
    private final HelpOption help = new HelpOption();

    /** Which engine: {@code --connection}. */
    static final class Which {
        @Option(
                names = "--connection",
                paramLabel = "ID",
                description = "Only the engine of this connection (default: all).")
        private Optional<String> connection = Optional.empty();

        String path(String command) {
            connection.filter(id -> !ID.matcher(id).matches()).ifPresent(id -> {
                throw new CommandFailure(
                        "--connection '%s' is not an id; 'cts engine status --json' shows them.".formatted(id));
            });
            return "/api/trade-engine/" + connection.map(id -> id + "/").orElse("") + command;
        }
    }

    @Command(name = "status", description = "Show the engines, the feed, the pseudo positions and the funnel.")
    int status(@Mixin DataFolderOption data, @Mixin Output output) throws IOException, InterruptedException {
        try (ServerClient server = ServerClient.of(data.folder())) {
            output.show(EngineReport.ask(server), EngineReport::text);
        }
        return 0;
    }

    @Command(name = "start", description = "Start the engines, after a stop or an error.")
    int start(@Mixin DataFolderOption data, @Mixin Which which, @Mixin Output output)
            throws IOException, InterruptedException {
        return tell(data, which.path("start"), Map.of(), output);
    }

    @Command(name = "stop", description = "Stop the engines; the server goes on. What is open stays protected.")
    int stop(@Mixin DataFolderOption data, @Mixin Which which, @Mixin Output output)
            throws IOException, InterruptedException {
        return tell(data, which.path("stop"), Map.of(), output);
    }

    @Command(name = "pause", description = "Open nothing new; data and exits go on.")
    int pause(@Mixin DataFolderOption data, @Mixin Which which, @Mixin Output output)
            throws IOException, InterruptedException {
        return tell(data, which.path("pause"), Map.of(), output);
    }

    @Command(name = "resume", description = "End a pause.")
    int resume(@Mixin DataFolderOption data, @Mixin Which which, @Mixin Output output)
            throws IOException, InterruptedException {
        return tell(data, which.path("resume"), Map.of(), output);
    }

    @Command(name = "restart", description = "Stop and start all engines.")
    int restart(@Mixin DataFolderOption data, @Mixin Output output) throws IOException, InterruptedException {
        return tell(data, "/api/trade-engine/restart", Map.of(), output);
    }

    @Command(name = "emergency-stop", description = "Disable trading everywhere at once, then stop the engines.")
    int emergencyStop(
            @Mixin DataFolderOption data,
            @Option(
                            names = "--close-positions",
                            description = "Close our own exchange positions, too; they stay open otherwise.")
                    boolean closePositions,
            @Mixin Output output)
            throws IOException, InterruptedException {
        return tell(data, "/api/trade-engine/emergency-stop", Map.of("closePositions", closePositions), output);
    }

    /** What the server is after a command. */
    record Told(String state, boolean ready) {}

    private static int tell(DataFolderOption data, String path, Map<String, Object> body, Output output)
            throws IOException, InterruptedException {
        try (ServerClient server = ServerClient.of(data.folder())) {
            var answer = server.post(path, body);
            Told told = new Told(
                    answer.path("state").asString("unknown"),
                    answer.path("ready").asBoolean(false));
            output.show(told, after -> "Done; the engines are %s.".formatted(after.state()));
        }
        return 0;
    }
}
