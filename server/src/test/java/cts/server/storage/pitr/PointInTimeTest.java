package cts.server.storage.pitr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.PostgresAddress;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The drill on a real PostgreSQL that archives its log. */
class PointInTimeTest {
    @TempDir
    Path folder;

    @Test
    void whatWasThereAtTheNotedTimeIsThereAndNothingThatCameLater() throws IOException, SQLException {
        Path archive = Files.createDirectories(folder.resolve("archive 100%"));
        WalArchive wal = new WalArchive(archive);
        Path data = folder.resolve("data");
        server(data).close();
        Files.write(data.resolve("postgresql.conf"), wal.settings(), StandardOpenOption.APPEND);
        Instant noted;
        Path base = folder.resolve("base");
        try (EmbeddedPostgres server = server(data)) {
            DatabaseChoice.Postgresql choice = choice(server);
            assertThat(wal.obstacles(choice)).isEmpty();
            run(server, "CREATE TABLE notes (text TEXT)");
            run(server, "INSERT INTO notes VALUES ('before the base backup')");
            BaseBackup.Report taken = new BaseBackup(choice, wal).take(base);
            run(server, "INSERT INTO notes VALUES ('before the time')");
            noted = now(server);
            run(server, "INSERT INTO notes VALUES ('after the time')");
            run(server, "DELETE FROM notes WHERE text = 'before the base backup'");
            run(server, "SELECT pg_switch_wal()");
            awaitArchived(server);

            assertThat(taken.files()).isGreaterThan(500);
            assertThat(noted).isAfter(taken.earliest());
            assertThatThrownBy(() -> new BaseBackup(choice, wal).take(base))
                    .hasMessage("The folder " + base + " is there already: name one that is not.");
        }

        Path into = folder.resolve("restored");
        new PointInTime(base, wal).prepare(noted, into);
        try (EmbeddedPostgres restored = server(into)) {
            awaitWritable(restored);
            assertThat(notes(restored)).containsExactly("before the base backup", "before the time");
            run(restored, "INSERT INTO notes VALUES ('goes on')");
            assertThat(notes(restored)).hasSize(3);
        }
    }

    @Test
    void aServerThatFillsNoArchiveIsToldWhatToSet() throws IOException {
        try (EmbeddedPostgres server =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            WalArchive wal = new WalArchive(folder.resolve("archive"));
            assertThat(wal.obstacles(choice(server)))
                    .containsExactly(
                            "archive_mode is off but must be on.",
                            "archive_command does not name the folder " + folder.resolve("archive") + ".");
            assertThatThrownBy(() -> new BaseBackup(choice(server), wal).take(folder.resolve("base")))
                    .hasMessageContaining(
                            "does not fill the archive: archive_mode is off but must be on. Put the lines that"
                                    + " 'cts db pitr archive' prints into postgresql.conf and restart it.");
            assertThat(folder).isEmptyDirectory();
        }
    }

    @Test
    void whatCannotBeReachedIsRefusedBeforeAnythingIsMade() throws IOException {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        Path base = Files.createDirectories(folder.resolve("base"));
        Path into = folder.resolve("into");
        PointInTime restore = new PointInTime(base, new WalArchive(archive));
        Instant time = Instant.parse("2026-01-31T12:00:00Z");

        assertThatThrownBy(() -> restore.prepare(time, into))
                .hasMessage(
                        "The folder " + base + " is no base backup that 'cts db pitr base' made: name one that is.");
        Files.writeString(base.resolve(BaseBackup.MARK), "2026-01-31T12:00:01Z\n");
        assertThatThrownBy(() -> restore.prepare(time, into))
                .hasMessage("The base backup " + base
                        + " was complete at 2026-01-31T12:00:01Z, after 2026-01-31T12:00:00Z: name a later time, or an"
                        + " older base backup.");
        assertThatThrownBy(() -> restore.prepare(time.plusSeconds(5), into))
                .hasMessage("The archive " + archive + " is empty: name the folder that the server fills.");
        assertThatThrownBy(() -> new WalArchive(Path.of("a'b"))).hasMessageContaining("name another folder.");
        assertThat(into).doesNotExist();
    }

    /** On a free port; what is in the folder stays. */
    private static EmbeddedPostgres server(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "off")
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
    }

    private static DatabaseChoice.Postgresql choice(EmbeddedPostgres server) {
        return new DatabaseChoice.Postgresql(
                new PostgresAddress("localhost", server.getPort(), "postgres", "postgres", "postgres", Map.of()),
                "a test asks for it");
    }

    private static void run(EmbeddedPostgres server, String statement) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    private static Instant now(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement run = connection.createStatement();
                ResultSet rows = run.executeQuery("SELECT clock_timestamp()")) {
            rows.next();
            return rows.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    private static List<String> notes(EmbeddedPostgres server) throws SQLException {
        return texts(server, "SELECT text FROM notes ORDER BY text");
    }

    private static List<String> texts(EmbeddedPostgres server, String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement run = connection.createStatement();
                ResultSet rows = run.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) texts.add(rows.getString(1));
            return texts;
        }
    }

    private void awaitArchived(EmbeddedPostgres server) throws SQLException, IOException {
        String last =
                texts(server, "SELECT pg_walfile_name(pg_current_wal_lsn())").getFirst();
        for (int looks = 0; looks < 600; looks++) {
            try (Stream<Path> files = Files.list(folder.resolve("archive 100%"))) {
                // Everything before the file that is being written now.
                if (files.anyMatch(file -> file.getFileName().toString().matches("[0-9A-F]{24}")
                                && file.getFileName().toString().compareTo(last) < 0)
                        && texts(server, "SELECT last_archived_wal FROM pg_stat_archiver")
                                        .getFirst()
                                        .compareTo(previous(last))
                                >= 0) {
                    return;
                }
            }
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("nothing was archived within 30 s");
    }

    private static String previous(String wal) {
        return wal.substring(0, 16) + "%08X".formatted(Long.parseLong(wal.substring(16), 16) - 1);
    }

    private static void awaitWritable(EmbeddedPostgres server) throws SQLException {
        for (int looks = 0; looks < 600; looks++) {
            if (texts(server, "SELECT pg_is_in_recovery()").equals(List.of("f"))) return;
            LockSupport.parkNanos(50_000_000);
        }
        throw new AssertionError("the server did not come out of its recovery within 30 s");
    }
}
