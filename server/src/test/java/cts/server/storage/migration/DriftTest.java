package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.storage.DataSources;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.TestDatabases;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DriftTest {
    private static final DatabaseChoice SQLITE = migrated(DatabaseType.SQLITE);
    private static final DatabaseChoice POSTGRESQL = migrated(DatabaseType.POSTGRESQL);

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "DROP INDEX fills_by_order; index fills_by_order on fills[order_id, filled_at, id]",
                "DROP TABLE query_log; table query_log",
                "ALTER TABLE users RENAME COLUMN totp TO secret; column users.totp text",
                "ALTER TABLE system_settings DROP COLUMN description; column system_settings.description text not null",
            })
    void whatIsMissingIsDriftOnBothDatabases(String statement, String missing) {
        for (DatabaseType type : DatabaseType.values()) {
            Drift drift = after(type, statement);

            assertThat(drift.missing()).as(type.word()).contains(missing);
            assertThat(drift.none()).isFalse();
            assertThat(drift.fingerprint()).isNotEqualTo(drift.expected());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE users ADD COLUMN nickname TEXT; column users.nickname text",
                "ALTER TABLE users ADD COLUMN n INTEGER DEFAULT 3; default users.n 3",
                "CREATE UNIQUE INDEX one ON site_logs (message); unique site_logs[message]",
                "CREATE UNIQUE INDEX one ON site_logs (message) WHERE level = 'error'; unique site_logs[message] where level = 'error'",
                "CREATE TABLE mine (id TEXT REFERENCES users (id)); reference mine[id] to users[id] on delete no action",
            })
    void whatCameToTablesOfCtsIsDriftOnBothDatabases(String statement, String extra) {
        for (DatabaseType type : DatabaseType.values()) {
            Drift drift = after(type, statement);

            assertThat(drift.missing()).as(type.word()).isEmpty();
            assertThat(drift.extra()).as(type.word()).contains(extra);
            assertThat(drift.fingerprint()).isNotEqualTo(drift.expected());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "CREATE TABLE mine (id TEXT PRIMARY KEY, n INTEGER CHECK (n > 0)); table mine",
                "CREATE VIEW latest AS SELECT id FROM fills; view latest",
                "CREATE INDEX quick ON fills (fee_asset); index quick on fills[fee_asset]",
                "CREATE INDEX quick ON fills (fee_asset) WHERE is_maker; index quick on fills[fee_asset] where is_maker",
            })
    void whatDoesNoHarmIsNamedAndNoDrift(String statement, String besides) {
        for (DatabaseType type : DatabaseType.values()) {
            Drift drift = after(type, statement);

            assertThat(drift.none()).as(type.word()).isTrue();
            assertThat(drift.besides()).as(type.word()).containsExactly(besides);
            assertThat(drift.fingerprint()).isEqualTo(drift.expected());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "ALTER TABLE users DROP CONSTRAINT users_role_check; check users: role in ('viewer', 'trader', 'admin')",
                "ALTER TABLE users ALTER COLUMN role DROP NOT NULL; column users.role text not null",
                "ALTER TABLE users ALTER COLUMN created_at TYPE INTEGER; column users.created_at bigint not null",
                "ALTER TABLE fills ALTER COLUMN price TYPE NUMERIC(38,8); column fills.price numeric(38,18) not null",
                "ALTER TABLE sessions DROP CONSTRAINT sessions_user_id_fkey, ADD FOREIGN KEY (user_id) REFERENCES users (id); reference sessions[user_id] to users[id] on delete cascade",
                "ALTER TABLE sessions DROP CONSTRAINT sessions_token_hash_key; unique sessions[token_hash]",
                "ALTER TABLE market_data RENAME TO candles; storage market_data partitions by range (open_time)",
                "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'fills_by_order'::regclass; index fills_by_order on fills[order_id, filled_at, id]",
            })
    void everyPropertyCountsOnPostgresql(String statement, String missing) {
        assertThat(after(DatabaseType.POSTGRESQL, statement).missing()).contains(missing);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "role IN ('viewer', 'trader', 'admin'); role IN ('viewer', 'trader'); check users: role in ('viewer', 'trader', 'admin')",
                "role          TEXT NOT NULL; role TEXT; column users.role text not null",
                "email         TEXT UNIQUE; email TEXT; unique users[email]",
                "STRICT; ; storage users strict",
            })
    void everyPropertyCountsOnSqlite(String text, String other, String missing) {
        String statement = text(DatabaseType.SQLITE, "SELECT sql FROM sqlite_schema WHERE name = 'users'");
        assertThat(statement).contains(text);

        Drift drift = after(
                DatabaseType.SQLITE,
                "ALTER TABLE users RENAME TO gone",
                statement.replace(text, other == null ? "" : other),
                "DROP TABLE gone");

        assertThat(drift.missing()).contains(missing);
    }

    @ParameterizedTest
    @EnumSource
    void aTriggerIsDrift(DatabaseType type) {
        Drift drift = switch (type) {
            case SQLITE -> after(type, "CREATE TRIGGER t AFTER INSERT ON fills BEGIN DELETE FROM ledger_entries; END");
            case POSTGRESQL ->
                after(
                        type,
                        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
                        "CREATE TRIGGER t BEFORE INSERT ON fills FOR EACH ROW EXECUTE FUNCTION f()");
        };

        assertThat(drift.extra()).containsExactly("trigger t on fills");
    }

    @ParameterizedTest
    @EnumSource
    void aStartIsRefusedOnDriftWithWhatDiffersAndGoesOnBesideOthersTables(DatabaseType type) throws Exception {
        DatabaseChoice choice = migrated(type);
        TestDatabases.run(choice, "CREATE TABLE mine (id TEXT)");

        assertThat(new DatabaseInitializer(choice, duration -> {}).initialize().log())
                .contains("Not of CTS, left alone: table mine.");

        TestDatabases.run(choice, "DROP INDEX fills_by_order");
        TestDatabases.run(choice, "ALTER TABLE fills ADD COLUMN note TEXT");
        assertThatThrownBy(() -> new DatabaseInitializer(choice, duration -> {}).initialize())
                .hasMessage("The " + type.word() + " database " + choice.place()
                        + " was changed by something else than CTS, it lacks: index fills_by_order on"
                        + " fills[order_id, filled_at, id], and it has besides: column fills.note text; restore a backup"
                        + " or put it back by hand, 'cts db verify' lists every difference.")
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.REFUSED);
    }

    /** How the database differs after the statements, which are then taken back. */
    private static Drift after(DatabaseType type, String... statements) {
        try (Connection connection = DataSources.forMigrations(database(type)).getConnection();
                Statement run = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String statement : statements) run.execute(statement);
            Drift drift = Drift.between(Catalogue.read(connection), Catalogue.expected(type));
            connection.rollback();
            return drift;
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String text(DatabaseType type, String query) {
        try (Connection connection = DataSources.forMigrations(database(type)).getConnection();
                Statement run = connection.createStatement();
                ResultSet rows = run.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static DatabaseChoice database(DatabaseType type) {
        return switch (type) {
            case SQLITE -> SQLITE;
            case POSTGRESQL -> POSTGRESQL;
        };
    }

    private static DatabaseChoice migrated(DatabaseType type) {
        try (Database database = TestDatabases.migrated(type)) {
            return database.choice();
        }
    }
}
