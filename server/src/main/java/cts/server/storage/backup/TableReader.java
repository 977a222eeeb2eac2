package cts.server.storage.backup;

import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * Reads the rows of whole tables as text, within one view of the database: what is written meanwhile is not seen, and nobody
 * who writes has to wait. Needs the memory of a few thousand rows, however many there are. One thread.
 */
final class TableReader implements AutoCloseable {
    private static final int FETCHED = 4_000;
    private static final int FLUSH_CHARS = 1 << 16;
    private static final int BETWEEN_WORDS = 10_000;

    private final DirectDatabase database;
    private final Connection connection;
    private final int version;
    private final boolean sortsByCodePoint;

    /** Takes the view of the database as it is now. */
    TableReader(DirectDatabase database) {
        this.database = database;
        connection = database.connect();
        try {
            connection.setAutoCommit(false);
            if (database.type() == DatabaseType.POSTGRESQL) {
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
            }
            // The first query fixes the view.
            version = database.version(connection);
            sortsByCodePoint = database.type() == DatabaseType.SQLITE || postgresSortsByCodePoint();
        } catch (SQLException | RuntimeException failure) {
            close();
            throw database.failure("Taking a view of all rows", failure);
        }
    }

    /** Version of the schema. */
    int version() {
        return version;
    }

    /** Tables that are there. */
    List<String> tables() {
        try {
            return database.tables(connection);
        } catch (SQLException failure) {
            throw database.failure("Looking for the tables", failure);
        }
    }

    long count(TableShape table) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + TableShape.quoted(table.name()))) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw database.failure("Counting the rows of " + table.name(), failure);
        }
    }

    /** The newest days, in ms / 86,400,000 since 1970, of a table whose rows PostgreSQL keeps by {@code open_time}. */
    List<Long> newestDays(TableShape table, int most) {
        List<Long> days = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT DISTINCT open_time / 86400000 FROM "
                        + TableShape.quoted(table.name()) + " WHERE open_time >= 0 ORDER BY 1 DESC LIMIT " + most)) {
            while (rows.next()) days.add(rows.getLong(1));
        } catch (SQLException failure) {
            throw database.failure("Looking for the days of " + table.name(), failure);
        }
        return days;
    }

    /**
     * Writes all rows in the order of the key, a line each.
     *
     * @param progress hears now and then how many were written
     * @return how many there were
     * @throws StorageException if they cannot be read, or one holds what no database should
     * @throws IOException if they cannot be written
     */
    long copy(TableShape table, OutputStream out, LongConsumer progress) throws IOException {
        long count = 0;
        StringBuilder text = new StringBuilder(2 * FLUSH_CHARS);
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            try (ResultSet rows = statement.executeQuery(table.select(database.type(), sortsByCodePoint))) {
                while (rows.next()) {
                    append(table, rows, text);
                    if (text.length() >= FLUSH_CHARS) write(text, out);
                    if (++count % BETWEEN_WORDS == 0) progress.accept(count);
                }
            }
        } catch (SQLException failure) {
            throw database.failure("Reading the table " + table.name(), failure);
        }
        write(text, out);
        progress.accept(count);
        return count;
    }

    private void append(TableShape table, ResultSet rows, StringBuilder text) throws SQLException {
        for (int column = 0; column < table.columns().size(); column++) {
            if (column > 0) text.append(RowText.BETWEEN);
            TableShape.Column each = table.columns().get(column);
            try {
                if (!each.type().append(rows, column + 1, database.type(), text)) text.append(RowText.NULL);
            } catch (BadValue bad) {
                throw StorageException.refused(
                        "The " + database.type().word() + " database "
                                + database.choice().place() + " cannot be backed up: " + each.name() + " of a row of "
                                + table.name() + " (" + table.key().getFirst() + " "
                                + rows.getString(table.key().getFirst()) + ") " + bad.getMessage()
                                + "; mend that row.",
                        bad);
            }
        }
        text.append('\n');
    }

    private static void write(StringBuilder text, OutputStream out) throws IOException {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        text.setLength(0);
    }

    /** With the collation C the index of a key has the right order; with any other PostgreSQL has to sort. */
    private boolean postgresSortsByCodePoint() throws SQLException {
        // Before version 15 there was but one provider of collations, and no column that names it.
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT datcollate, to_jsonb(d) ->> 'datlocprovider'"
                        + " FROM pg_database d WHERE datname = current_database()")) {
            rows.next();
            String provider = rows.getString(2);
            return (provider == null || provider.equals("c"))
                    && List.of("C", "POSIX").contains(rows.getString(1));
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw database.failure("Giving back a view of all rows", failure);
        }
    }
}
