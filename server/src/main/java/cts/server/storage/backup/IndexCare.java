package cts.server.storage.backup;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.backup.Chunks.Piece;
import cts.server.storage.migration.DirectDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Rebuilds the indexes one by one and counts anew what the tables hold. PostgreSQL rebuilds beside writers; SQLite holds
 * them up for as long as one index takes. One thread.
 */
final class IndexCare implements AutoCloseable {
    private final Database database;
    private final DirectDatabase direct;
    private final Connection connection;

    IndexCare(Database database) {
        this.database = database;
        direct = new DirectDatabase(database.choice());
        connection = direct.connect();
    }

    Chunks.Pieces rebuilding() {
        Deque<String> statements = new ArrayDeque<>();
        for (String each : database.type() == DatabaseType.SQLITE ? sqliteIndexes() : tables()) {
            statements.add((database.type() == DatabaseType.SQLITE ? "REINDEX " : "REINDEX TABLE CONCURRENTLY ")
                    + TableShape.quoted(each));
        }
        if (database.type() == DatabaseType.POSTGRESQL) {
            // What an interrupted rebuilding left is in the way of nobody, but of no use either.
            for (String left :
                    names("SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT"
                            + " i.indisvalid AND c.relname ~ '_cc(new|old)[0-9]*$' AND c.relkind = 'i' AND c.relnamespace ="
                            + " current_schema()::regnamespace")) {
                statements.addFirst("DROP INDEX CONCURRENTLY IF EXISTS " + TableShape.quoted(left));
            }
        }
        return most -> next(statements, List.of());
    }

    Chunks.Pieces analysing() {
        Deque<String> statements = new ArrayDeque<>();
        for (String table : tables()) statements.add("ANALYZE " + TableShape.quoted(table));
        return most -> next(statements, List.of("PRAGMA analysis_limit = 400"));
    }

    /** @param first what is set on SQLite for the statement */
    private Optional<Piece> next(Deque<String> statements, List<String> first) {
        if (statements.isEmpty()) return Optional.empty();
        String statement = statements.removeFirst();
        if (database.type() == DatabaseType.SQLITE) {
            // Through the gate of the writers: a connection of its own might never find the file free beside a busy
            // one.
            return Optional.of(Chunks.write(database, sql -> {
                first.forEach(sql::execute);
                sql.execute(statement);
                return 1;
            }));
        }
        long began = System.nanoTime();
        run(statement);
        return Optional.of(new Piece(1, System.nanoTime() - began));
    }

    private List<String> tables() {
        try {
            return direct.tables(connection);
        } catch (SQLException failure) {
            throw direct.failure("Looking for the tables", failure);
        }
    }

    private List<String> sqliteIndexes() {
        return names("SELECT name FROM sqlite_schema WHERE type = 'index' ORDER BY name");
    }

    private List<String> names(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) names.add(rows.getString(1));
            return names;
        } catch (SQLException failure) {
            throw direct.failure("Looking for the indexes", failure);
        }
    }

    private void run(String text) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException failure) {
            throw direct.failure("Running " + text, failure);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw direct.failure("Ending the care of the indexes", failure);
        }
    }
}
