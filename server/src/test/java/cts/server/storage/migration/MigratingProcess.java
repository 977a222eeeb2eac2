package cts.server.storage.migration;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A process of its own that migrates a database, for tests that start several or kill one. */
final class MigratingProcess {
    private MigratingProcess() {}

    /**
     * Migrates and says how many scripts it applied.
     *
     * @param arguments where the database is, and perhaps a folder of test scripts to use instead of the program's; with it
     *     the process does not verify the schema
     */
    public static void main(String[] arguments) throws InterruptedException {
        DatabaseChoice choice = DatabaseChoice.choose(
                arguments[0].startsWith("postgresql:") ? Map.of("DATABASE_URL", arguments[0]) : Map.of(),
                Optional.empty(),
                Path.of(arguments[0]),
                DatabaseChoice.Mode.DEVELOPMENT);
        int applied = arguments.length == 1
                ? new DatabaseInitializer(choice, Sleeper.REAL)
                        .initialize()
                        .applied()
                        .size()
                : new Migrations(choice, folder(arguments[1]))
                        .migrate()
                        .applied()
                        .size();
        System.out.println("applied " + applied);
    }

    static ScriptFolders folder(String name) {
        return new ScriptFolders(List.of("testmigrations/" + name), List.of(), Map.of());
    }

    static Process start(DatabaseChoice choice, Path log, String... folder) throws IOException {
        String where = switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> sqlite.file().toString();
            case DatabaseChoice.Postgresql postgresql -> {
                var address = postgresql.address();
                yield "postgresql://" + address.user() + ":" + address.password() + "@" + address.host() + ":"
                        + address.port() + "/" + address.database();
            }
        };
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path", ""),
                MigratingProcess.class.getName(),
                where));
        command.addAll(List.of(folder));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
