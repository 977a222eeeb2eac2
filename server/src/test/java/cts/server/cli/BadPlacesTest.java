package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data folders, databases, settings and ports that cannot be used; nothing is made and nothing is changed. */
class BadPlacesTest {
    private static final String IMPORT = "import candles @candles.csv --exchange x --symbol y --timeframe 1m --data ";
    private static final String EXPORT = "export candles --exchange x --symbol y --timeframe 1m --out @o.csv --data ";
    private static final List<String> WRITERS =
            List.of("up --port 0 --data ", "replay --ticks @ticks.csv --data ", "db migrate --data ", IMPORT);

    @TempDir
    private Path folder;

    @BeforeEach
    void writeWhatIsGood() throws IOException {
        Files.writeString(folder.resolve("candles.csv"), "open_time,open,high,low,close,volume\n0,10,11,9,10,1\n");
        Files.writeString(folder.resolve("ticks.csv"), "time,price,size\n1,10,1\n2,10,1\n");
    }

    @Test
    void fileInPlaceOfADataFolderIsRefused() throws IOException {
        Files.writeString(folder.resolve("file"), "x");
        for (String command : WRITERS) {
            assertThat(Refusal.of(folder, command + "@file"))
                    .isEqualTo("the data folder %s is a file, not a folder: choose another one with --data."
                            .formatted(folder.resolve("file")));
            assertThat(Refusal.of(folder, command + "@file/below"))
                    .startsWith("the data folder %s cannot be made (".formatted(folder.resolve("file/below")))
                    .endsWith("): choose another one with --data.");
        }
    }

    @Test
    void folderThatTakesNoFilesIsRefused() throws IOException {
        // A folder in the place of the lock file stops even root.
        Files.createDirectories(folder.resolve("d/lock"));
        for (String command : WRITERS) {
            assertThat(Refusal.of(folder, command + "@d"))
                    .startsWith("the data folder %s cannot be written (".formatted(folder.resolve("d")))
                    .endsWith(": make it writable for this user, free some space, or choose another one with --data.");
        }
    }

    @Test
    void portInUseIsRefused() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            assertThat(Refusal.of(folder, "up --data @new --port " + port))
                    .isEqualTo("port %d of 127.0.0.1 is in use; choose another with --port, 0 for any free one."
                            .formatted(port));
        }
    }

    @Test
    void fileThatIsNoDatabaseIsRefusedAtOnce() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        Files.writeString(folder.resolve("d/cts.db"), "no database, but a letter. ".repeat(100));
        refusesDamaged();
    }

    @Test
    void damagedDatabaseIsRefusedAtOnce() throws IOException {
        migrate();
        byte[] pages = Files.readAllBytes(folder.resolve("d/cts.db"));
        for (int i = 100; i < pages.length; i++) pages[i] = (byte) (i * 7919);
        Files.write(folder.resolve("d/cts.db"), pages);
        refusesDamaged();
    }

    @Test
    void databaseCutShortIsRefusedAtOnce() throws IOException {
        migrate();
        byte[] pages = Files.readAllBytes(folder.resolve("d/cts.db"));
        Files.write(folder.resolve("d/cts.db"), Arrays.copyOf(pages, pages.length / 2));
        refusesDamaged();
    }

    /** Those that end at once: a server stays up, says the same, and answers 503 until its database is mended. */
    private static List<String> enders() {
        return WRITERS.stream().filter(command -> !command.startsWith("up ")).toList();
    }

    private void refusesDamaged() throws IOException {
        for (String command : enders()) refusesDamaged(command);
        refusesDamaged(EXPORT);
        refusesDamaged("db status --data ");
    }

    private void refusesDamaged(String command) throws IOException {
        assertThat(Refusal.of(folder, command + "@d"))
                .isEqualTo(
                        "the file %s is damaged or no SQLite database: restore a backup, or move it away to begin with an empty one."
                                .formatted(folder.resolve("d/cts.db")));
    }

    @Test
    void databaseOfANewerVersionIsRefused() throws IOException, SQLException {
        migrate();
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("d/cts.db"));
                Statement change = database.createStatement()) {
            change.execute("INSERT INTO schema_migrations SELECT 99, '099', 'from the future', type, 'V099__x.sql', 1,"
                    + " installed_by, installed_on, 1, 1 FROM schema_migrations WHERE installed_rank = 1");
        }
        for (String command : enders()) refusesNewer(command);
        refusesNewer(EXPORT);
    }

    private void refusesNewer(String command) throws IOException {
        assertThat(Refusal.of(folder, command + "@d"))
                .isEqualTo(
                        "the sqlite database %s has schema version 099, which is newer than this program knows: start it with the newer CTS that made it, or use another database."
                                .formatted(folder.resolve("d/cts.db")));
    }

    @Test
    void badSettingsFileStopsEveryCommandThatUsesIt() throws IOException {
        Files.createDirectory(folder.resolve("d"));
        for (String[] each : new String[][] {
            {"{\"grid.step-percent\": 0.1", " is not JSON as settings must be: "},
            {"{\"grid.step-percnt\": 0.1}", "; did you mean 'grid.step-percent'?"},
            {"{\"grid.step-percent\": 7}", " but must be a number from 0.01 to 1."},
            {"{\"database_type\": \"oracle\"}", "which CTS does not know: use sqlite or postgresql."},
            {"{\"database_type\": \"postgresql\"}", " is postgresql but DATABASE_URL is not set: "}
        }) {
            Files.writeString(folder.resolve("d/settings.json"), each[0]);
            for (String command : WRITERS)
                assertThat(Refusal.of(folder, command + "@d")).contains(each[1]);
        }
    }

    @Test
    void stateOfOtherSettingsIsRefusedAndKept() throws IOException {
        run("replay --ticks @ticks.csv --data @d");
        Path settings = Files.writeString(folder.resolve("d/settings.json"), "{\"grid.step-percent\": 0.2}");
        assertThat(Refusal.sentence("replay", failure("replay --ticks @ticks.csv --data @d")))
                .startsWith("the snapshot was made with other settings of costs, grid or indications: ");
        Files.delete(settings);
        run("replay --ticks @ticks.csv --data @d");
    }

    /** Makes a database of this version, whole in its file. */
    private void migrate() throws IOException {
        run("db migrate --data @made");
        Files.createDirectory(folder.resolve("d"));
        Files.move(folder.resolve("made/cts.db"), folder.resolve("d/cts.db"), StandardCopyOption.ATOMIC_MOVE);
        // What a start leaves for the next one is there already.
        Files.createFile(folder.resolve("d/cts.db.migrating"));
        Files.writeString(folder.resolve("d/lock"), ProcessHandle.current().pid() + "\n");
    }

    private void run(String line) {
        StringWriter errors = new StringWriter();
        int status = Program.run(
                Refusal.placed(folder, List.of(line.split(" "))),
                new PrintWriter(new StringWriter()),
                new PrintWriter(errors, true));
        assertThat(status).as(errors.toString()).isZero();
    }

    private String failure(String line) {
        StringWriter errors = new StringWriter();
        int status = Program.run(
                Refusal.placed(folder, List.of(line.split(" "))),
                new PrintWriter(new StringWriter()),
                new PrintWriter(errors, true));
        assertThat(status).isEqualTo(1);
        return errors.toString();
    }
}
