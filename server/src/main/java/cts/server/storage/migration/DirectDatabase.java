package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Failures;
import cts.server.storage.StorageException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.function.Function;
import org.flywaydb.core.api.MigrationVersion;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * A database reached past the pools, for work on all of it that lasts longer than a pool lends a connection: backup, restore,
 * reorganisation. Its connections belong to the caller, who closes them. On SQLite references are not checked.
 *
 * <p>Safe for use by several threads; every method blocks.
 */
public final class DirectDatabase {
    private final DatabaseChoice choice;

    public DirectDatabase(DatabaseChoice choice) {
        this.choice = choice;
    }

    public DatabaseChoice choice() {
        return choice;
    }

    public DatabaseType type() {
        return choice.type();
    }

    /** Whether there is something to connect to: a SQLite file that is missing would be made by the attempt. */
    public boolean exists() {
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> Files.isRegularFile(sqlite.file());
            case DatabaseChoice.Postgresql _ -> true;
        };
    }

    /**
     * A new connection.
     *
     * @throws StorageException if the database cannot be opened
     */
    public Connection connect() {
        try {
            return DataSources.forMigrations(choice).getConnection();
        } catch (SQLException failure) {
            throw Failures.unreachable(choice, failure);
        }
    }

    /**
     * Runs the work in one transaction on a connection of its own.
     *
     * @throws StorageException if a statement or the commit fails; nothing was changed then
     */
    public <T> T transaction(Function<DSLContext, T> work) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            T result = work.apply(DSL.using(connection, type().dialect()));
            connection.commit();
            return result;
        } catch (SQLException | DataAccessException failure) {
            throw failure("Reading or writing", failure);
        }
    }

    /**
     * What a failure means, in one sentence.
     *
     * @param what was done: {@code Reading the table orders}
     */
    public StorageException failure(String what, Throwable failure) {
        return Failures.of(choice, what, failure);
    }

    /** Names of the tables, without the migration history and without partitions. */
    public List<String> tables(Connection connection) throws SQLException {
        return Catalogue.tables(connection).stream().sorted().toList();
    }

    /** Whether any table has a row. */
    public boolean hasRows() {
        try (Connection connection = connect()) {
            for (String table : tables(connection)) {
                if (hasRow(connection, table)) return true;
            }
            return false;
        } catch (SQLException failure) {
            throw failure("Looking for rows", failure);
        }
    }

    /** Whether a table has a row. */
    public static boolean hasRow(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM \"" + table + "\" LIMIT 1")) {
            return rows.next();
        }
    }

    /** Number of the newest script that is applied, 0 before the first. */
    public int version(Connection connection) throws SQLException {
        if (!hasHistory(connection)) {
            return 0;
        }
        int newest = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT version FROM " + Migrations.HISTORY + " WHERE version IS NOT NULL AND success")) {
            while (rows.next()) {
                newest = Math.max(newest, number(MigrationVersion.fromVersion(rows.getString(1))));
            }
        }
        return newest;
    }

    /** The same on a connection of its own; 0 where there is no database yet. */
    public int version() {
        if (!exists()) return 0;
        try (Connection connection = connect()) {
            return version(connection);
        } catch (SQLException failure) {
            throw failure("Reading the version of the schema", failure);
        }
    }

    /** Number of the newest script that this program has. */
    public int newestVersion() {
        return new Migrations(choice)
                .history().scripts().stream()
                        .mapToInt(MigrationScript::number)
                        .max()
                        .orElse(0);
    }

    /**
     * Brings an empty database to an older version of the schema.
     *
     * @throws StorageException as {@link Migrations#migrate}
     */
    public void migrateTo(int version) {
        Migrations.upTo(choice, ScriptFolders.of(choice.type()), version).migrate();
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (ResultSet rows = connection
                .getMetaData()
                .getTables(connection.getCatalog(), connection.getSchema(), Migrations.HISTORY, null)) {
            return rows.next();
        }
    }

    private static int number(MigrationVersion version) {
        return version.getMajor().intValueExact();
    }
}
