package cts.server.storage;

import static cts.server.storage.schema.Tables.SYSTEM_SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads that go to a real streaming replica. */
class ReplicasTest {
    private static final long PATIENCE_NANOS = Duration.ofSeconds(30).toNanos();

    private static StreamingReplica servers;
    private static int number;

    private Database database;

    @BeforeAll
    static void startServers() throws IOException, SQLException {
        servers = StreamingReplica.start();
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @BeforeEach
    void openDatabase() throws SQLException {
        String name = "test" + number++;
        servers.onPrimary("CREATE DATABASE " + name);
        DatabaseChoice choice = new DatabaseChoice.Postgresql(servers.primaryAddress(name), "a test asks for it");
        TestDatabases.initialize(choice);
        database = Database.open(choice, List.of(servers.replicaAddress(name)), Duration.ofMillis(700));
        await(() -> state() == ReplicaStatus.State.FIT);
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    @Test
    void everyReadSeesWhatWasWrittenBefore() {
        for (int i = 0; i < 200; i++) {
            String key = "key" + i;
            database.write(sql -> insert(sql, key));
            int found = database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS, SYSTEM_SETTINGS.KEY.eq(key)));
            assertThat(found).as(key).isEqualTo(1);
        }
        await(this::isReadFromReplica);
        assertThat(database.replicas().getFirst().reads()).isPositive();
    }

    @Test
    void aReplicaThatFallsBehindIsLeftOutUntilItHasCaughtUp() throws SQLException {
        servers.onReplica("SELECT pg_wal_replay_pause()");
        await(() -> {
            database.write(sql -> insert(sql, "key" + System.nanoTime()));
            return state() == ReplicaStatus.State.LAGGING;
        });
        assertThat(isReadFromReplica()).isFalse();
        assertThat(database.replicas().getFirst().sentence()).contains("behind, more than 700 ms");

        servers.onReplica("SELECT pg_wal_replay_resume()");
        await(() -> state() == ReplicaStatus.State.FIT);
        await(this::isReadFromReplica);
    }

    @Test
    void readsGoOnWhenAReplicaDiesAndGoBackWhenItReturns() throws IOException {
        database.write(sql -> insert(sql, "a"));
        await(this::isReadFromReplica);

        servers.stopReplica();
        for (int i = 0; i < 50; i++) {
            int found = database.read(sql -> sql.fetchCount(SYSTEM_SETTINGS));
            assertThat(found).isEqualTo(1);
        }
        await(() -> state() == ReplicaStatus.State.DOWN);
        assertThat(isReadFromReplica()).isFalse();

        servers.restartReplica();
        await(this::isReadFromReplica);
    }

    @Test
    void aServerThatIsNoReplicaOfThePrimaryAnswersNothing() {
        PostgresAddress other =
                new PostgresAddress("localhost", TestDatabases.serverPort(), "postgres", "postgres", "", Map.of());
        try (Database strange = Database.open(database.choice(), List.of(other), Duration.ofSeconds(1))) {
            await(() -> strange.replicas().getFirst().state() == ReplicaStatus.State.FOREIGN);
            assertThat(strange.replicas().getFirst().sentence()).contains("is not a replica of this primary");
        }
    }

    @Test
    void addressesAreReadFromTheEnvironment() {
        DatabaseChoice choice = database.choice();

        assertThat(DatabaseChoice.replicas(Map.of(), choice, DatabaseChoice.Mode.PRODUCTION))
                .isEmpty();
        assertThat(DatabaseChoice.replicas(
                        Map.of("DATABASE_REPLICA_URLS", "postgresql://u@r1/cts, postgres://u@r2:5433/cts"),
                        choice,
                        DatabaseChoice.Mode.PRODUCTION))
                .extracting(PostgresAddress::shown, PostgresAddress::sslMode)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("u@r1:5432/cts", "verify-full"),
                        org.assertj.core.groups.Tuple.tuple("u@r2:5433/cts", "verify-full"));
        assertThatThrownBy(() -> DatabaseChoice.replicas(
                        Map.of("DATABASE_REPLICA_URLS", "postgresql://u@r1/cts,http://r2"),
                        choice,
                        DatabaseChoice.Mode.DEVELOPMENT))
                .hasMessageStartingWith("Address 2 of DATABASE_REPLICA_URLS cannot be used");
    }

    private ReplicaStatus.State state() {
        return database.replicas().getFirst().state();
    }

    private boolean isReadFromReplica() {
        return database.read(sql ->
                sql.select(DSL.field("pg_is_in_recovery()", Boolean.class)).fetchSingle(0, Boolean.class));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("patience").isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    private static int insert(org.jooq.DSLContext sql, String key) {
        return sql.insertInto(SYSTEM_SETTINGS)
                .set(SYSTEM_SETTINGS.KEY, key)
                .set(SYSTEM_SETTINGS.VALUE, "1")
                .set(SYSTEM_SETTINGS.VALUE_TYPE, "integer")
                .set(SYSTEM_SETTINGS.CATEGORY, "test")
                .set(SYSTEM_SETTINGS.DESCRIPTION, "")
                .set(SYSTEM_SETTINGS.IS_EDITABLE, true)
                .set(SYSTEM_SETTINGS.UPDATED_AT, 1L)
                .execute();
    }
}
