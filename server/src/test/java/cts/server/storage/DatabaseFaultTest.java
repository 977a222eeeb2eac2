package cts.server.storage;

import static cts.server.storage.schema.Tables.SYSTEM_SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.migration.DatabaseInitializer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;

/** What goes wrong around a database: each one clear sentence, the old rows stay, and trying again works. */
class DatabaseFaultTest {
    private static final Sleeper NO_WAIT = duration -> {};

    @Test
    void aFullDiskTakesBackTheTransactionAndNothingElse() {
        DatabaseChoice.Sqlite choice = migratedFile();
        long pages = pages(choice);
        // SQLite then says what it says of a full disk.
        try (Database full = Database.open(limited(choice, pages + 20))) {
            full.write(sql -> insert(sql, "before", "kept"));

            assertThatThrownBy(() -> full.write(sql -> {
                        insert(sql, "small", "x");
                        return insert(sql, "large", "x".repeat(1 << 20));
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageStartingWith("Writing failed in the sqlite database " + choice.file())
                    .hasMessageEndingWith("its disk is full; free some space, then try again.")
                    .extracting(failure -> ((StorageException) failure).kind())
                    .isEqualTo(StorageException.Kind.UNAVAILABLE);
            assertThat(keys(full)).containsExactly("before");
        }
        try (Database roomy = Database.open(choice)) {
            roomy.write(sql -> insert(sql, "large", "x".repeat(1 << 20)));
            assertThat(keys(roomy)).containsExactly("before", "large");
        }
    }

    @Test
    void aFullDiskStopsAMigrationBeforeItsFirstTableAndTheNextTryMigrates() throws Exception {
        DatabaseChoice.Sqlite choice =
                new DatabaseChoice.Sqlite(TestDatabases.temporaryFolder().resolve("cts.db"), "a test asks for it");

        assertThatThrownBy(() -> new DatabaseInitializer(limited(choice, 40), NO_WAIT).initialize())
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("Migrating failed in the sqlite database " + choice.file())
                .hasMessageEndingWith("its disk is full; free some space, then try again.");

        try (Database empty = Database.open(choice)) {
            assertThat(names(empty)).doesNotContain("users");
        }
        assertThat(new DatabaseInitializer(choice, NO_WAIT).initialize().tables())
                .isEqualTo(39);
    }

    @Test
    void aFileThatMayNotBeWrittenIsReadAndSaysSoWhenWritten() {
        DatabaseChoice.Sqlite choice = migratedFile();
        try (Database writable = Database.open(choice)) {
            writable.write(sql -> insert(sql, "before", "kept"));
            DatabaseChoice.Sqlite readOnly =
                    new DatabaseChoice.Sqlite(Path.of("file:" + choice.file() + "?mode=ro"), "a test asks for it");
            try (Database database = Database.open(readOnly)) {
                assertThat(keys(database)).containsExactly("before");
                assertThatThrownBy(() -> database.write(sql -> insert(sql, "after", "x")))
                        .isInstanceOf(StorageException.class)
                        .hasMessageEndingWith("make the file and its folder writable for this user, then try again.");
            }
            writable.write(sql -> insert(sql, "after", "x"));
            assertThat(keys(writable)).containsExactly("after", "before");
        }
    }

    @Test
    void aDamagedFileIsNamedAndLeftAsItIs() throws IOException {
        DatabaseChoice.Sqlite choice = migratedFile();
        try (Database database = Database.open(choice)) {
            for (int i = 0; i < 200; i++) {
                String key = "key" + i;
                database.write(sql -> insert(sql, key, "x".repeat(500)));
            }
        }
        byte[] damaged = damage(choice.file());

        assertThatThrownBy(() -> {
                    try (Database database = Database.open(choice)) {
                        keys(database);
                    }
                })
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        "The file " + choice.file() + " is damaged or no SQLite database: restore a backup, or move it"
                                + " away to begin with an empty one.");
        assertThat(Files.readAllBytes(choice.file())).isEqualTo(damaged);
    }

    @Test
    void aServerThatGoesAwayInMidTransactionKeepsNothingOfItAndTheNextTryWorks() {
        try (Database database = TestDatabases.migrated(DatabaseType.POSTGRESQL)) {
            database.write(sql -> insert(sql, "before", "kept"));

            assertThatThrownBy(() -> database.write(sql -> {
                        insert(sql, "half", "x");
                        TestDatabases.run(database.choice(), "SELECT pg_terminate_backend(" + backend(sql) + ")");
                        return insert(sql, "rest", "x");
                    }))
                    .isInstanceOf(StorageException.class)
                    .hasMessageStartingWith("Writing failed in the postgresql database postgres@localhost:")
                    .hasMessageEndingWith(
                            "the server went away, and nothing of this transaction is kept; see that it runs,"
                                    + " then try again.")
                    .extracting(failure -> ((StorageException) failure).kind())
                    .isEqualTo(StorageException.Kind.UNAVAILABLE);

            assertThat(keys(database)).containsExactly("before");
            database.write(sql -> insert(sql, "rest", "x"));
            assertThat(keys(database)).containsExactly("before", "rest");
        }
    }

    @Test
    void aUserWithoutTheRightIsToldWhichMendHelps() {
        try (Database database = TestDatabases.migrated(DatabaseType.POSTGRESQL)) {
            assertThatThrownBy(() -> database.write(sql -> {
                        sql.execute("CREATE ROLE weak" + backend(sql));
                        sql.execute("SET LOCAL ROLE weak" + backend(sql));
                        return insert(sql, "a", "x");
                    }))
                    .hasMessageContaining("permission denied for table system_settings")
                    .hasMessageEndingWith("grant the user of DATABASE_URL that right.");
        }
    }

    private static DatabaseChoice.Sqlite migratedFile() {
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            return (DatabaseChoice.Sqlite) database.choice();
        }
    }

    private static DatabaseChoice.Sqlite limited(DatabaseChoice.Sqlite choice, long pages) {
        return new DatabaseChoice.Sqlite(Path.of(choice.file() + "?max_page_count=" + pages), "a test asks for it");
    }

    private static long pages(DatabaseChoice choice) {
        try (Database database = Database.open(choice)) {
            return database.read(sql -> sql.fetchSingle("PRAGMA page_count").get(0, Long.class));
        }
    }

    private static int backend(DSLContext sql) {
        return sql.fetchSingle("SELECT pg_backend_pid()").get(0, Integer.class);
    }

    /** Overwrites everything after the first pages, in which the names of the tables lie. */
    private static byte[] damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long from = bytes.length() / 2;
            bytes.seek(from);
            bytes.write("damage ".repeat((int) (bytes.length() - from) / 7).getBytes(StandardCharsets.US_ASCII));
        }
        return Files.readAllBytes(file);
    }

    private static List<String> keys(Database database) {
        return database.read(sql ->
                sql.selectFrom(SYSTEM_SETTINGS).orderBy(SYSTEM_SETTINGS.KEY).fetch(SYSTEM_SETTINGS.KEY));
    }

    private static List<String> names(Database database) {
        return database.read(sql -> sql.select(DSL.field("name", String.class))
                .from("sqlite_schema")
                .fetch(0, String.class));
    }

    private static int insert(DSLContext sql, String key, String value) {
        return sql.insertInto(SYSTEM_SETTINGS)
                .set(Map.of(
                        SYSTEM_SETTINGS.KEY,
                        key,
                        SYSTEM_SETTINGS.VALUE,
                        value,
                        SYSTEM_SETTINGS.VALUE_TYPE,
                        "text",
                        SYSTEM_SETTINGS.CATEGORY,
                        "test",
                        SYSTEM_SETTINGS.DESCRIPTION,
                        "",
                        SYSTEM_SETTINGS.IS_EDITABLE,
                        true,
                        SYSTEM_SETTINGS.UPDATED_AT,
                        1L))
                .execute();
    }
}
