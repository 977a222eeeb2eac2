package cts.server.storage.backup;

import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.postgresql.PGConnection;

/**
 * Fills an empty database from a backup, and reads it again to see that it holds exactly that. What it fills is thrown away
 * when that fails, so speed goes before safety here: it must not be a database that anybody uses. One thread.
 */
final class BackupLoader {
    private static final int BATCH = 5_000;
    private static final int COPY_BYTES = 1 << 16;

    private final BackupFile backup;
    private final DirectDatabase target;
    private final BackupProgress progress;
    private final long total;

    BackupLoader(BackupFile backup, DirectDatabase target, BackupProgress progress) {
        this.backup = backup;
        this.target = target;
        this.progress = progress;
        total = backup.manifest().rows();
    }

    /**
     * How long a table took.
     *
     * @param bytes of its file
     */
    record Loaded(String table, long rows, long bytes, double seconds) {}

    /**
     * Makes the tables of the backup's version and fills them.
     *
     * @throws StorageException if the backup is damaged or newer than this program, or the database does not take it
     */
    List<Loaded> load() {
        SchemaShape shape = shape();
        target.migrateTo(shape.version());
        try (Connection connection = target.connect()) {
            List<Loaded> loaded = switch (target.type()) {
                case SQLITE -> loadSqlite(connection, shape);
                case POSTGRESQL -> loadPostgresql(connection, shape);
            };
            return loaded;
        } catch (SQLException failure) {
            throw target.failure("Restoring " + backup.path(), failure);
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The backup " + backup.path() + " cannot be read (" + BackupWriter.reason(failure)
                            + "): see that it is there and may be read.",
                    failure);
        }
    }

    /**
     * Reads the database and compares rows and checksum of every table.
     *
     * @throws StorageException naming the first table that differs
     */
    void compare() {
        long done = 0;
        try (TableReader reader = new TableReader(target)) {
            SchemaShape shape = shape();
            for (Manifest.TableFile file : backup.manifest().tables()) {
                TableShape table = shape.find(file.name()).orElseThrow();
                CountedOutput out = new CountedOutput(OutputStream.nullOutputStream());
                long before = done;
                long rows = reader.copy(table, out, read -> progress.at("comparing rows", before + read, total));
                done += rows;
                if (rows != file.rows() || !out.sha256().equals(file.sha256())) {
                    throw StorageException.refused("The backup " + backup.path()
                            + " did not come back as it was written: the table " + file.name() + " has " + rows
                            + " rows where " + file.rows()
                            + " were due, or other values in them; do not rely on it, and"
                            + " report this.");
                }
            }
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to nowhere failed", impossible);
        }
    }

    /** The tables of the backup's version, which must be those the manifest names. */
    private SchemaShape shape() {
        int newest = target.newestVersion();
        int version = backup.manifest().schemaVersion();
        if (version > newest) {
            throw StorageException.refused("The backup " + backup.path() + " has schema version " + version
                    + ", which is newer than the " + newest
                    + " of this program: restore it with the newer CTS that wrote it.");
        }
        SchemaShape shape = SchemaShape.of(version, newest);
        if (shape.tables().size() != backup.manifest().tables().size()) {
            throw backup.damaged("it does not have the tables of schema version " + version);
        }
        for (Manifest.TableFile file : backup.manifest().tables()) {
            List<Manifest.Column> due = shape.find(file.name()).stream()
                    .flatMap(table -> table.columns().stream())
                    .map(column ->
                            new Manifest.Column(column.name(), column.type().word()))
                    .toList();
            if (!due.equals(file.columns())) {
                throw backup.damaged(file.file() + " does not have the columns of schema version " + version);
            }
        }
        return shape;
    }

    private List<Loaded> loadSqlite(Connection connection, SchemaShape shape) throws SQLException, IOException {
        run(connection, "PRAGMA journal_mode = OFF");
        run(connection, "PRAGMA synchronous = OFF");
        run(connection, "PRAGMA cache_size = -131072");
        connection.setAutoCommit(false);
        List<Loaded> loaded = new ArrayList<>();
        long done = 0;
        for (TableShape table : shape.tables()) {
            long began = System.nanoTime();
            Manifest.TableFile file = file(table);
            done += insert(connection, table, file, done);
            loaded.add(loaded(file, began));
        }
        connection.commit();
        connection.setAutoCommit(true);
        try (Statement statement = connection.createStatement();
                ResultSet broken = statement.executeQuery("PRAGMA foreign_key_check")) {
            if (broken.next()) {
                throw backup.damaged(
                        "a row of " + broken.getString(1) + " refers to a missing row of " + broken.getString(3));
            }
        }
        run(connection, "PRAGMA synchronous = FULL");
        run(connection, "PRAGMA journal_mode = WAL");
        return loaded;
    }

    private long insert(Connection connection, TableShape table, Manifest.TableFile file, long before)
            throws SQLException, IOException {
        long rows = 0;
        try (InputStream in = backup.table(file);
                PreparedStatement statement = connection.prepareStatement(table.insert())) {
            Lines lines = new Lines(in);
            for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
                bind(statement, table, line.get());
                statement.addBatch();
                if (++rows % BATCH == 0) {
                    statement.executeBatch();
                    progress.at("restoring rows", before + rows, total);
                }
            }
            statement.executeBatch();
            progress.at("restoring rows", before + rows, total);
            return rows;
        } catch (BadValue bad) {
            throw backup.damaged(file.file() + " " + bad.getMessage());
        }
    }

    private static void bind(PreparedStatement statement, TableShape table, String line) throws SQLException, BadValue {
        List<Optional<String>> values = RowText.values(line);
        if (values.size() != table.columns().size()) throw new BadValue("has a line with too many or too few values");
        for (int column = 0; column < values.size(); column++) {
            Optional<String> value = values.get(column);
            if (value.isPresent()) table.columns().get(column).type().bind(statement, column + 1, value.get());
            else ValueType.bindNull(statement, column + 1);
        }
    }

    private List<Loaded> loadPostgresql(Connection connection, SchemaShape shape) throws SQLException, IOException {
        connection.setAutoCommit(false);
        List<Loaded> loaded = new ArrayList<>();
        long done = 0;
        for (TableShape table : shape.tables()) {
            long began = System.nanoTime();
            Manifest.TableFile file = file(table);
            makeDays(connection, table, file);
            try (InputStream in = new Reported(backup.table(file), done, file)) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.copy(), in, COPY_BYTES);
            }
            done += file.rows();
            loaded.add(loaded(file, began));
        }
        connection.commit();
        return loaded;
    }

    /** Candles of the newest days get a partition each, as they have in a database that grew; old schemas have none. */
    private static void makeDays(Connection connection, TableShape table, Manifest.TableFile file) throws SQLException {
        if (file.days().isEmpty() || !isPartitioned(connection, table)) return;
        for (long day : file.days()) {
            if (day < 0 || day > 100_000) continue;
            long from = day * 86_400_000;
            String date = LocalDate.ofEpochDay(day).toString().replace("-", "");
            run(
                    connection,
                    "CREATE TABLE IF NOT EXISTS " + TableShape.quoted(table.name() + "_" + date) + " PARTITION OF "
                            + TableShape.quoted(table.name()) + " FOR VALUES FROM (" + from + ") TO ("
                            + (from + 86_400_000) + ")");
        }
    }

    private static boolean isPartitioned(Connection connection, TableShape table) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT relkind = 'p' FROM pg_class WHERE oid = ?::regclass")) {
            statement.setString(1, TableShape.quoted(table.name()));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private Manifest.TableFile file(TableShape table) {
        return backup.manifest().tables().stream()
                .filter(file -> file.name().equals(table.name()))
                .findFirst()
                .orElseThrow();
    }

    private static Loaded loaded(Manifest.TableFile file, long began) {
        return new Loaded(file.name(), file.rows(), file.bytes(), (System.nanoTime() - began) / 1e9);
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    /** Tells how far the reading of a file has come, in rows, by the share of its bytes. */
    private final class Reported extends FilterInputStream {
        private final long before;
        private final Manifest.TableFile file;
        private long bytes;

        Reported(InputStream in, long before, Manifest.TableFile file) {
            super(in);
            this.before = before;
            this.file = file;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int read = super.read(into, offset, length);
            if (read > 0) bytes += read;
            double share = file.bytes() == 0 ? 1 : (double) bytes / file.bytes();
            progress.at("restoring rows", before + (long) (share * file.rows()), total);
            return read;
        }
    }
}
