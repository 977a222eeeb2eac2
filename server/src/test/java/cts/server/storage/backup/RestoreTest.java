package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;
import static cts.server.storage.schema.Tables.MARKET_DATA;
import static cts.server.storage.schema.Tables.SESSIONS;
import static cts.server.storage.schema.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.Snapshots;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A backup takes the place of what is there, wholly or not at all. */
class RestoreTest {
    @TempDir
    Path folder;

    /** A database, its data folder, and an engine's journal with a snapshot in it. */
    private record Place(DatabaseChoice choice, Path folder) {
        EngineFiles engine() {
            return new EngineFiles(folder.resolve("journal"), folder.resolve("snapshots"));
        }

        Manifest backUp(Path zip) {
            return new BackupWriter(new DirectDatabase(choice), engine(), InstantSource.system(), "")
                    .write(zip, BackupProgress.NONE);
        }

        Restore restore() {
            return new Restore(choice, folder, InstantSource.system(), "", BackupProgress.NONE);
        }

        List<String> journal() {
            List<String> records = new ArrayList<>();
            try (Journal journal = Journal.open(folder.resolve("journal"))) {
                long position = new Snapshots(folder.resolve("snapshots"))
                        .newest()
                        .map(Snapshots.Snapshot::position)
                        .orElse(0L);
                journal.read(position, record -> records.add(new String(record, StandardCharsets.UTF_8)));
            }
            return records;
        }

        String snapshot() {
            return new Snapshots(folder.resolve("snapshots"))
                    .newest()
                    .map(found -> new String(found.state(), StandardCharsets.UTF_8))
                    .orElse("none");
        }

        int count(org.jooq.Table<?> table) {
            try (Database database = Database.open(choice)) {
                return database.read(sql -> sql.fetchCount(table));
            }
        }
    }

    private Place place(DatabaseType type, String name) {
        DatabaseChoice choice = TestDatabases.empty(type);
        Path own = choice instanceof DatabaseChoice.Sqlite sqlite
                ? sqlite.file().resolveSibling("")
                : folder.resolve(name);
        try {
            return new Place(
                    choice, Files.createDirectories(own.toAbsolutePath().normalize()));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A place with rows in every table and an engine at {@code state}, with three records after its snapshot. */
    private Place filled(DatabaseType type, String state) {
        Place place = place(type, state);
        TestDatabases.initialize(place.choice());
        try (Database database = Database.open(place.choice())) {
            EveryTable.fill(database);
            database.write(sql -> sql.update(USERS)
                    .set(USERS.EMAIL, state)
                    .where(USERS.ID.eq(sql.select(org.jooq.impl.DSL.min(USERS.ID))
                            .from(USERS)
                            .fetchSingle()
                            .value1()))
                    .execute());
        }
        try (Journal journal = Journal.open(place.folder().resolve("journal"))) {
            journal.append("before".getBytes(StandardCharsets.UTF_8));
            new Snapshots(place.folder().resolve("snapshots"))
                    .write(journal.end(), state.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 3; i++) journal.append((state + i).getBytes(StandardCharsets.UTF_8));
        }
        return place;
    }

    @ParameterizedTest
    @CsvSource({"SQLITE,POSTGRESQL", "POSTGRESQL,SQLITE"})
    void rowsAndEngineComeBackIntoAnEmptyPlace(DatabaseType from, DatabaseType to) {
        Path zip = folder.resolve("b.zip");
        Manifest manifest = filled(from, "then").backUp(zip);
        Place target = place(to, "target");

        Restore.Report report = target.restore().intoEmpty(zip);

        assertThat(report.rows()).isEqualTo(manifest.rows());
        assertThat(report.withEngine()).isTrue();
        assertThat(report.warnings()).isEmpty();
        assertThat(target.snapshot()).isEqualTo("then");
        assertThat(target.journal()).containsExactly("then0", "then1", "then2");
        assertThat(unlike(manifest, target))
                .containsExactlyInAnyOrder("engine_leases", "exchange_connections", "sessions");
        assertThat(target.folder().resolve("restoring")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void aPlaceThatIsNotEmptyStaysAsItIs(DatabaseType type) {
        Path zip = folder.resolve("b.zip");
        filled(type, "then").backUp(zip);
        Place now = filled(type, "now");

        assertThatThrownBy(() -> now.restore().intoEmpty(zip))
                .hasMessageContaining("is not empty (there are rows in ")
                .hasMessageEndingWith(
                        "restore into an empty place, or say --replace, which makes a backup of this one first.");

        assertThat(now.snapshot()).isEqualTo("now");
        assertThat(emails(now)).contains("now");
    }

    @ParameterizedTest
    @EnumSource
    void replacingExchangesRowsAndEngine(DatabaseType type) {
        Path zip = folder.resolve("b.zip");
        filled(type, "then").backUp(zip);
        Place now = filled(type, "now");

        now.restore().replacing(zip, () -> {});

        assertThat(emails(now)).contains("then").doesNotContain("now");
        assertThat(now.snapshot()).isEqualTo("then");
        assertThat(now.journal()).containsExactly("then0", "then1", "then2");
    }

    @ParameterizedTest
    @EnumSource
    void noConnectionTradesRealMoneyAfterwardsAndNobodyIsLoggedIn(DatabaseType type) {
        Path zip = folder.resolve("b.zip");
        Place source = filled(type, "then");
        try (Database database = Database.open(source.choice())) {
            database.write(sql -> sql.update(EXCHANGE_CONNECTIONS)
                    .set(EXCHANGE_CONNECTIONS.IS_ENABLED, true)
                    .set(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE, true)
                    .set(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE, true)
                    .execute());
            String first = database.read(sql -> sql.select(org.jooq.impl.DSL.min(EXCHANGE_CONNECTIONS.ID))
                    .from(EXCHANGE_CONNECTIONS)
                    .fetchSingle()
                    .value1());
            database.write(sql -> sql.update(EXCHANGE_CONNECTIONS)
                    .set(EXCHANGE_CONNECTIONS.CONNECTION_METHOD, "paper")
                    .where(EXCHANGE_CONNECTIONS.ID.eq(first))
                    .execute());
        }
        source.backUp(zip);
        Place target = place(type, "target");

        target.restore().intoEmpty(zip);

        try (Database database = Database.open(target.choice())) {
            Map<String, String> trading = database.read(sql -> sql.selectFrom(EXCHANGE_CONNECTIONS).stream()
                    .collect(Collectors.toMap(
                            row -> row.get(EXCHANGE_CONNECTIONS.ID),
                            row -> row.get(EXCHANGE_CONNECTIONS.CONNECTION_METHOD)
                                            .equals("paper") + " "
                                    + row.get(EXCHANGE_CONNECTIONS.IS_LIVE_TRADE) + " "
                                    + row.get(EXCHANGE_CONNECTIONS.IS_PRESET_TRADE))));
            assertThat(trading.values())
                    .containsExactlyInAnyOrder("true true true", "false false false", "false false false");
        }
        assertThat(target.count(SESSIONS)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreThatWasReadyWhenItsProcessDiedIsFinishedByTheNextStart(DatabaseType type) throws IOException {
        Path zip = folder.resolve("b.zip");
        filled(type, "then").backUp(zip);
        Place now = filled(type, "now");
        Files.writeString(now.folder().resolve("installation"), "one");
        try (BackupFile backup = BackupFile.open(zip)) {
            now.restore().prepare(backup);
        }
        assertThat(emails(now)).contains("now");

        RestoreSwap.finish(now.folder(), now.choice());
        RestoreSwap.finish(now.folder(), now.choice());

        assertThat(emails(now)).contains("then").doesNotContain("now");
        assertThat(now.journal()).containsExactly("then0", "then1", "then2");
        assertThat(now.folder().resolve("installation")).doesNotExist();
        assertThat(now.folder().resolve("restoring")).doesNotExist();
    }

    @ParameterizedTest
    @EnumSource
    void aRestoreThatBreaksLeavesEverythingAsItWasAndCanBeTriedAgain(DatabaseType type) {
        Path zip = folder.resolve("b.zip");
        filled(type, "then").backUp(zip);
        Place now = filled(type, "now");
        for (String step : List.of("restoring rows", "comparing rows")) {
            Restore breaking =
                    new Restore(now.choice(), now.folder(), InstantSource.system(), "", (what, done, total) -> {
                        if (what.equals(step) && done > total / 2) throw StorageException.unavailable("out of order.");
                    });
            assertThatThrownBy(() -> breaking.replacing(zip, () -> {})).hasMessageContaining("out of order");
            assertThat(emails(now)).as(step).contains("now").doesNotContain("then");
            assertThat(now.snapshot()).as(step).isEqualTo("now");
            assertThat(now.folder().resolve("restoring")).as(step).doesNotExist();
        }

        now.restore().replacing(zip, () -> {});

        assertThat(emails(now)).contains("then");
    }

    @ParameterizedTest
    @EnumSource
    void whatAKilledProcessPreparedIsForgottenByTheNextStart(DatabaseType type) throws IOException {
        Place now = filled(type, "now");
        Path stage = new RestoreSwap(now.folder(), now.choice()).begin();
        Files.createDirectories(stage.resolve("journal"));
        Files.writeString(stage.resolve("journal/journal-0000000000000000000.log"), "half");

        RestoreSwap.finish(now.folder(), now.choice());

        assertThat(stage).doesNotExist();
        assertThat(now.snapshot()).isEqualTo("now");
        assertThat(emails(now)).contains("now");
    }

    @Test
    void anInterruptedRestoreOfAnotherDatabaseIsNotFinishedInThisOne() {
        Path zip = folder.resolve("b.zip");
        filled(DatabaseType.SQLITE, "then").backUp(zip);
        Place now = filled(DatabaseType.SQLITE, "now");
        try (BackupFile backup = BackupFile.open(zip)) {
            now.restore().prepare(backup);
        }

        assertThatThrownBy(() -> RestoreSwap.finish(now.folder(), TestDatabases.empty(DatabaseType.POSTGRESQL)))
                .hasMessageContaining("was interrupted, and now the database is ")
                .hasMessageEndingWith("start once more with the former settings, so that it can be finished.");
    }

    @ParameterizedTest
    @EnumSource
    void anOlderSchemaIsBroughtUpToDate(DatabaseType type) {
        Place old = place(type, "old");
        new DirectDatabase(old.choice()).migrateTo(4);
        TestDatabases.run(
                old.choice(),
                "INSERT INTO users (id, username, role, is_active, created_at, updated_at) VALUES ('u', 'n', 'admin', "
                        + (type == DatabaseType.SQLITE ? "1" : "true") + ", 1, 1)");
        TestDatabases.run(
                old.choice(), "INSERT INTO market_data VALUES ('x', 'BTCUSD', '1m', 1384387200000, 1, 2, 0.5, 1.5, 9)");
        Manifest manifest = old.backUp(folder.resolve("old.zip"));
        Place target = place(type, "target");

        Restore.Report report = target.restore().intoEmpty(folder.resolve("old.zip"));

        assertThat(manifest.schemaVersion()).isEqualTo(4);
        assertThat(report.schemaVersion()).isEqualTo(4);
        assertThat(target.count(USERS)).isEqualTo(1);
        assertThat(target.count(MARKET_DATA)).isEqualTo(1);
        assertThat(target.count(cts.server.storage.schema.Tables.BACKUPS)).isZero();
    }

    @Test
    void anotherMasterKeyIsWarnedAbout() {
        Path zip = folder.resolve("b.zip");
        Place source = filled(DatabaseType.SQLITE, "then");
        new BackupWriter(new DirectDatabase(source.choice()), source.engine(), InstantSource.system(), "ab12")
                .write(zip, BackupProgress.NONE);
        Place target = place(DatabaseType.SQLITE, "target");

        assertThat(target.restore().intoEmpty(zip).warnings())
                .containsExactly("The secrets in this backup are encrypted with another master key (ab12) than the one"
                        + " in use here (none): set that key, or enter the credentials of each connection again.");
    }

    @Test
    void tablesThatCtsDidNotMakeAreNeverReplaced() {
        Path zip = folder.resolve("b.zip");
        filled(DatabaseType.SQLITE, "then").backUp(zip);
        Place foreign = place(DatabaseType.POSTGRESQL, "foreign");
        TestDatabases.run(foreign.choice(), "CREATE TABLE orders (id TEXT)");

        assertThatThrownBy(() -> foreign.restore().intoEmpty(zip))
                .hasMessageContaining("holds a table orders that CTS did not make: name another database.");
        assertThatThrownBy(() -> foreign.restore().replacing(zip, () -> {}))
                .hasMessageContaining("holds a table orders that CTS did not make: name another database.");
    }

    /** Tables whose rows are not those of the manifest. */
    private List<String> unlike(Manifest manifest, Place place) {
        Manifest now = place.backUp(folder.resolve("again.zip"));
        return manifest.tables().stream()
                .filter(table -> !now.tables().contains(table))
                .map(Manifest.TableFile::name)
                .toList();
    }

    private static List<String> emails(Place place) {
        try (Database database = Database.open(place.choice())) {
            return database.read(sql -> sql.select(USERS.EMAIL)
                    .from(USERS)
                    .where(USERS.EMAIL.isNotNull())
                    .fetch(USERS.EMAIL));
        }
    }
}
