package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseFacts;
import cts.server.storage.DatabaseType;
import cts.server.storage.Failures;
import cts.server.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/**
 * What is in a database, found without changing it; may be taken beside a running server.
 *
 * @param reason why this database was chosen
 * @param scripts of the program and of the history, in order
 * @param tables with their rows, by name, without the history
 * @param bytes on the disk, the write-ahead log included
 * @param misfit why this program could not use the database, if it could not
 */
public record DatabaseSurvey(
        DatabaseType type,
        String place,
        String reason,
        List<MigrationScript> scripts,
        List<TableRows> tables,
        long bytes,
        Optional<String> misfit) {

    /** What every SQLite file begins with. */
    private static final byte[] SQLITE_START = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    public DatabaseSurvey {
        scripts = List.copyOf(scripts);
        tables = List.copyOf(tables);
    }

    /** A table and how many rows it has. */
    public record TableRows(String name, long rows) {}

    /** Number of the newest script that is applied, 0 before the first. */
    public int version() {
        return MigrationScript.newestApplied(scripts);
    }

    /**
     * Looks into a database.
     *
     * @throws StorageException if there is none yet or it cannot be read
     */
    public static DatabaseSurvey of(DatabaseChoice choice) {
        // The driver would make the file.
        if (choice instanceof DatabaseChoice.Sqlite sqlite && !Files.isRegularFile(sqlite.file())) {
            throw StorageException.refused("There is no database " + sqlite.file()
                    + " yet: 'cts up' or 'cts db migrate' makes it, or name another folder with --data.");
        }
        try (Connection connection = DataSources.forMigrations(choice).getConnection()) {
            DSLContext sql = DSL.using(connection, choice.type().dialect());
            List<TableRows> tables = new ArrayList<>();
            for (String table : Catalogue.tables(connection)) {
                tables.add(new TableRows(table, sql.fetchCount(DSL.table(DSL.name(table)))));
            }
            Migrations.History history = new Migrations(choice).history();
            return new DatabaseSurvey(
                    choice.type(),
                    choice.place(),
                    choice.reason(),
                    history.scripts(),
                    tables,
                    bytes(choice, sql),
                    history.misfit());
        } catch (SQLException failure) {
            throw Failures.unreachable(choice, failure);
        } catch (org.jooq.exception.DataAccessException failure) {
            throw Failures.of(choice, "Counting rows", failure);
        }
    }

    /**
     * Looks at the first bytes of an SQLite file, so that one of something else is refused before a folder is locked.
     *
     * @throws StorageException if it is no SQLite database, or cannot be read
     */
    public static void checkFile(DatabaseChoice choice) {
        if (!(choice instanceof DatabaseChoice.Sqlite sqlite) || !Files.exists(sqlite.file())) return;
        try (InputStream bytes = Files.newInputStream(sqlite.file())) {
            byte[] start = bytes.readNBytes(SQLITE_START.length);
            // An empty file is a database in which nothing is yet.
            if (start.length > 0 && !Arrays.equals(start, SQLITE_START))
                throw Failures.damaged(choice, new IOException("another start"));
        } catch (IOException failure) {
            throw StorageException.refused(
                    "The database " + sqlite.file() + " cannot be read: see that it is a file of this user.", failure);
        }
    }

    private static long bytes(DatabaseChoice choice, DSLContext sql) {
        return switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> DatabaseFacts.bytes(sqlite);
            case DatabaseChoice.Postgresql _ ->
                Optional.ofNullable(sql.select(DSL.field("pg_database_size(current_database())", Long.class))
                                .fetchOne(0, Long.class))
                        .orElse(0L);
        };
    }
}
