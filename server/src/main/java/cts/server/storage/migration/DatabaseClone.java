package cts.server.storage.migration;

import cts.server.storage.DataFolder;
import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Failures;
import cts.server.storage.PostgresAddress;
import cts.server.storage.StorageException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A copy of a database with all its rows as of one moment, to try a change on; it goes when it is closed. A server may use
 * the original meanwhile and does not wait.
 *
 * <p>On SQLite it is a file beside the original, made by {@code VACUUM INTO}. On PostgreSQL it is a schema of its own in the
 * same database, made by the program's scripts up to the version of the original, with the same partitions, and filled table
 * by table in one snapshot; the user needs the right CREATE on the database. What a killed process left of one goes before the
 * next is made.
 */
final class DatabaseClone implements AutoCloseable {
    private static final String PREFIX = "cts_dry_run_";

    /** Takes away what was made. */
    private interface Removal {
        void run() throws IOException, SQLException;
    }

    private final DatabaseChoice choice;
    private final Removal removal;

    private DatabaseClone(DatabaseChoice choice, Removal removal) {
        this.choice = choice;
        this.removal = removal;
    }

    /**
     * Clones a database.
     *
     * @param version of its schema
     * @throws StorageException if it cannot be read, or there is no room
     */
    static CloneOutcome of(DatabaseChoice original, int version) {
        return switch (original) {
            case DatabaseChoice.Sqlite sqlite -> new CloneOutcome.Made(file(sqlite));
            case DatabaseChoice.Postgresql postgresql -> schema(postgresql, version);
        };
    }

    /** Where the copy is. */
    DatabaseChoice choice() {
        return choice;
    }

    @Override
    public void close() {
        try {
            removal.run();
        } catch (IOException | SQLException failure) {
            throw Failures.of(choice, "Removing the copy for the dry run", failure);
        }
    }

    private static DatabaseClone file(DatabaseChoice.Sqlite original) {
        Path file = original.file().resolveSibling(PREFIX + UUID.randomUUID() + ".db");
        try {
            sweepFiles(original.file().toAbsolutePath().resolveSibling(""));
            // By this lock others see that the copy is in use; it ends with the process.
            FileChannel channel = FileChannel.open(lockFile(file), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            DatabaseClone clone = new DatabaseClone(new DatabaseChoice.Sqlite(file, "a dry run needs a copy"), () -> {
                try (channel) {
                    delete(file);
                }
            });
            try (Connection connection = DataSources.forMigrations(original).getConnection();
                    Statement statement = connection.createStatement()) {
                channel.lock();
                statement.execute("VACUUM INTO '" + file.toString().replace("'", "''") + "'");
                return clone;
            } catch (SQLException | IOException failure) {
                clone.close();
                throw failure;
            }
        } catch (SQLException | IOException failure) {
            throw Failures.of(original, "Copying the file for the dry run", failure);
        }
    }

    /** Removes what a killed process left. */
    private static void sweepFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> locks = Files.newDirectoryStream(folder, PREFIX + "*.db.lock")) {
            for (Path left : locks) {
                try (FileChannel channel = FileChannel.open(left, StandardOpenOption.WRITE)) {
                    if (DataFolder.tryLock(channel).isPresent()) {
                        String name = String.valueOf(left.getFileName());
                        delete(left.resolveSibling(name.substring(0, name.length() - ".lock".length())));
                    }
                }
            }
        }
    }

    private static void delete(Path file) throws IOException {
        for (String part : List.of("", "-wal", "-shm", "-journal")) {
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + part));
        }
        Files.deleteIfExists(lockFile(file));
    }

    private static Path lockFile(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    private static CloneOutcome schema(DatabaseChoice.Postgresql original, int version) {
        String name = PREFIX + UUID.randomUUID().toString().replace("-", "");
        Connection session;
        try {
            session = DataSources.forMigrations(original).getConnection();
        } catch (SQLException failure) {
            throw Failures.unreachable(original, failure);
        }
        DatabaseClone clone = new DatabaseClone(within(original, name), () -> {
            try (session) {
                run(session, "DROP SCHEMA IF EXISTS " + name + " CASCADE");
            }
        });
        try {
            if (!mayCreate(session)) {
                session.close();
                return new CloneOutcome.NotAllowed(
                        "The user " + original.address().user() + " may not make a schema in " + original.place()
                                + ", so nothing was tried: GRANT CREATE ON DATABASE to it for a dry run.");
            }
            sweepSchemas(session);
            lock(session, name);
            run(session, "CREATE SCHEMA " + name);
            Migrations.upTo(clone.choice(), ScriptFolders.of(original.type()), version)
                    .migrate();
            copy(session, name);
            return new CloneOutcome.Made(clone);
        } catch (SQLException | RuntimeException failure) {
            StorageException told = Failures.of(original, "Copying the rows for the dry run", failure);
            try {
                clone.close();
            } catch (StorageException left) {
                told.addSuppressed(left);
            }
            throw told;
        }
    }

    private static DatabaseChoice within(DatabaseChoice.Postgresql original, String schema) {
        PostgresAddress address = original.address();
        Map<String, String> parameters = new HashMap<>(address.parameters());
        parameters.put("currentSchema", schema);
        return new DatabaseChoice.Postgresql(
                new PostgresAddress(
                        address.host(),
                        address.port(),
                        address.database(),
                        address.user(),
                        address.password(),
                        parameters),
                "a dry run needs a copy");
    }

    private static void copy(Connection session, String schema) throws SQLException {
        run(session, "BEGIN ISOLATION LEVEL REPEATABLE READ");
        for (String partition : texts(
                session,
                "SELECT format('CREATE TABLE " + schema + ".%I PARTITION OF " + schema
                        + ".%I %s', c.relname, p.relname,"
                        + " pg_get_expr(c.relpartbound, c.oid)) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                        + " JOIN pg_class p ON p.oid = i.inhparent WHERE c.relispartition AND c.relkind = 'r'"
                        + " AND c.relnamespace = current_schema()::regnamespace"
                        + " AND pg_get_expr(c.relpartbound, c.oid) <> 'DEFAULT' ORDER BY 1")) {
            run(session, partition);
        }
        for (String table : parentsFirst(session)) {
            if (texts(
                            session,
                            "SELECT 1 FROM pg_tables WHERE schemaname = '" + schema + "' AND tablename = '" + table
                                    + "'")
                    .isEmpty()) {
                continue;
            }
            String columns = String.join(
                    ", ",
                    texts(
                            session,
                            "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '" + schema + "." + table
                                    + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"));
            run(
                    session,
                    "INSERT INTO " + schema + "." + table + " (" + columns + ") SELECT " + columns + " FROM " + table);
        }
        run(session, "COMMIT");
    }

    /** The tables in an order in which each comes after those that it refers to. */
    private static List<String> parentsFirst(Connection session) throws SQLException {
        List<String> all = PostgresqlCatalogue.tables(session);
        Map<String, List<String>> parents = new HashMap<>();
        for (String table : all) {
            parents.put(
                    table,
                    texts(
                            session,
                            "SELECT confrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND conrelid = '"
                                    + table + "'::regclass AND confrelid <> conrelid"));
        }
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < all.size()) {
            List<String> next = all.stream()
                    .filter(table -> !ordered.contains(table))
                    .filter(table -> ordered.containsAll(parents.getOrDefault(table, List.of())))
                    .toList();
            if (next.isEmpty()) throw new SQLException("tables refer to each other in a circle");
            ordered.addAll(next);
        }
        return ordered;
    }

    private static boolean mayCreate(Connection session) throws SQLException {
        return texts(session, "SELECT has_database_privilege(current_database(), 'CREATE')::text")
                .getFirst()
                .equals("true");
    }

    private static void sweepSchemas(Connection session) throws SQLException {
        for (String left :
                texts(session, "SELECT nspname FROM pg_namespace WHERE nspname ~ '^" + PREFIX + "[0-9a-f]+$'")) {
            if (lock(session, left)) run(session, "DROP SCHEMA " + left + " CASCADE");
        }
    }

    /** Others see by this lock that the schema is in use; it ends with the session. */
    private static boolean lock(Connection session, String name) throws SQLException {
        return texts(session, "SELECT pg_try_advisory_lock(hashtextextended('" + name + "', 0))::text")
                .getFirst()
                .equals("true");
    }

    private static List<String> texts(Connection session, String query) throws SQLException {
        List<String> texts = new ArrayList<>();
        try (Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) texts.add(rows.getString(1));
        }
        return texts;
    }

    private static void run(Connection session, String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }
}
