package cts.server.storage.backup;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.PostgresAddress;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * An empty database beside a real one, of the same type, for a backup to be restored into: on SQLite a file in a folder of
 * its own, on PostgreSQL a schema in the same database, for which its user needs the right CREATE on that database. It goes
 * when it is closed, unless it was kept; what a killed process left goes before the next one is made.
 *
 * <p>One thread.
 */
public final class ScratchDatabase implements AutoCloseable {
    private static final String PREFIX = "cts_scratch_";
    private static final String FILE_PREFIX = "scratch-";
    private static final String FILE = "cts.db";

    private static final String READY_PREFIX = "cts_ready_";

    private final DatabaseChoice choice;
    private Trace trace;
    private boolean kept;

    private ScratchDatabase(DatabaseChoice choice, Trace trace) {
        this.choice = choice;
        this.trace = trace;
    }

    /** What there is of it outside. */
    private sealed interface Trace {
        record Folder(Path path) implements Trace {}

        /** The session holds a lock by which others see that the schema is in use. */
        record Schema(String name, Connection session, DirectDatabase database) implements Trace {}
    }

    /**
     * Makes one.
     *
     * @param like the database that it lies beside
     * @param folder where a file may lie; used by one process at a time
     */
    public static ScratchDatabase beside(DatabaseChoice like, Path folder) {
        return switch (like) {
            case DatabaseChoice.Sqlite _ -> file(folder);
            case DatabaseChoice.Postgresql postgresql -> schema(postgresql);
        };
    }

    public DatabaseChoice choice() {
        return choice;
    }

    /**
     * Takes it out of the sight of those who clean up.
     *
     * @param place where the SQLite file goes
     * @return name of the schema; empty on SQLite
     */
    String makeReady(Path place) {
        return switch (trace) {
            case Trace.Folder folder -> {
                Path file = folder.path().resolve(FILE);
                if (Files.exists(file.resolveSibling(FILE + "-wal"))) {
                    throw new IllegalStateException("somebody still uses the database " + file);
                }
                try {
                    Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException failure) {
                    throw StorageException.unavailable(
                            "The restored database " + file + " cannot be moved (" + BackupWriter.reason(failure)
                                    + "): see that its folder can be written.",
                            failure);
                }
                yield "";
            }
            case Trace.Schema schema -> {
                String name = schema.name().replace(PREFIX, READY_PREFIX);
                try {
                    run(schema.session(), "ALTER SCHEMA " + schema.name() + " RENAME TO " + name);
                } catch (SQLException failure) {
                    throw schema.database().failure("Renaming the scratch schema " + schema.name(), failure);
                }
                trace = new Trace.Schema(name, schema.session(), schema.database());
                yield name;
            }
        };
    }

    /** Leaves it for somebody else. */
    void keep() {
        kept = true;
    }

    @Override
    public void close() {
        switch (trace) {
            case Trace.Folder folder -> {
                if (!kept) delete(folder.path());
            }
            case Trace.Schema schema -> {
                try (Connection session = schema.session()) {
                    if (!kept) drop(session, schema.name());
                } catch (SQLException failure) {
                    throw schema.database().failure("Removing the scratch schema " + schema.name(), failure);
                }
            }
        }
    }

    private static ScratchDatabase file(Path folder) {
        sweep(folder);
        Path own = folder.resolve(FILE_PREFIX + UUID.randomUUID());
        try {
            Files.createDirectories(own);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder " + own + " cannot be made (" + BackupWriter.reason(failure)
                            + "): make its parent writable for this user, or free some space.",
                    failure);
        }
        return new ScratchDatabase(
                new DatabaseChoice.Sqlite(own.resolve(FILE), "a backup is restored into it"), new Trace.Folder(own));
    }

    /** Removes what a killed process left in a folder. */
    static void sweep(Path folder) {
        if (!Files.isDirectory(folder)) return;
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> String.valueOf(entry.getFileName()).startsWith(FILE_PREFIX))
                    .toList()
                    .forEach(ScratchDatabase::delete);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder " + folder + " cannot be read (" + BackupWriter.reason(failure)
                            + "): make it readable for this user.",
                    failure);
        }
    }

    private static ScratchDatabase schema(DatabaseChoice.Postgresql like) {
        DirectDatabase database = new DirectDatabase(like);
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        Connection session = database.connect();
        try {
            for (String left : schemas(session)) {
                if (lock(session, left)) drop(session, left);
            }
            if (!lock(session, name)) throw new IllegalStateException("the lock of a new schema is taken");
            run(session, "CREATE SCHEMA " + name);
        } catch (SQLException failure) {
            StorageException told = database.failure(
                    "Making a scratch schema, for which the user needs the right CREATE on the database,", failure);
            closeQuietly(session, told);
            throw told;
        }
        Map<String, String> parameters = new HashMap<>(like.address().parameters());
        parameters.put("currentSchema", name);
        PostgresAddress address = like.address();
        return new ScratchDatabase(
                new DatabaseChoice.Postgresql(
                        new PostgresAddress(
                                address.host(),
                                address.port(),
                                address.database(),
                                address.user(),
                                address.password(),
                                parameters),
                        "a backup is restored into it"),
                new Trace.Schema(name, session, database));
    }

    private static List<String> schemas(Connection session) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT nspname FROM pg_namespace WHERE nspname ~ '^" + PREFIX + "[0-9a-f]+$'")) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    private static boolean lock(Connection session, String name) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet answer =
                        statement.executeQuery("SELECT pg_try_advisory_lock(hashtextextended('" + name + "', 0))")) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    /** Table by table, since one transaction can only hold so many locks. */
    private static void drop(Connection session, String name) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                        + " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = '" + name + "')"
                        + " ORDER BY relispartition DESC")) {
            while (rows.next()) tables.add(rows.getString(1));
        }
        for (String table : tables) {
            run(session, "DROP TABLE IF EXISTS " + name + "." + TableShape.quoted(table) + " CASCADE");
        }
        run(session, "DROP SCHEMA " + name + " CASCADE");
    }

    private static void run(Connection session, String text) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(text);
        }
    }

    private static void closeQuietly(Connection session, StorageException told) {
        try {
            session.close();
        } catch (SQLException failure) {
            told.addSuppressed(failure);
        }
    }

    /** Removes a folder and what is in it. */
    static void delete(Path folder) {
        if (!Files.exists(folder)) return;
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(entry);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The folder " + folder + " cannot be removed (" + BackupWriter.reason(failure)
                            + "): remove it by hand.",
                    failure);
        }
    }
}
