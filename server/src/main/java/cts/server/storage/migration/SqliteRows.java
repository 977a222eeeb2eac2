package cts.server.storage.migration;

import cts.server.storage.StorageException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The rows of all tables of an SQLite file, counted before a change of the schema to be held against those after it: such
 * changes run with foreign keys off, so nothing else notices rows that went or references that point nowhere.
 */
record SqliteRows(Map<String, Long> counts) {
    SqliteRows {
        counts = Map.copyOf(counts);
    }

    /** What it means when a table is gone. */
    enum Dropped {
        /** Its rows are lost. */
        LOST,
        /** It was meant to go. */
        ALLOWED
    }

    static SqliteRows count(Connection connection) throws SQLException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String table : SqliteCatalogue.tables(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet count = statement.executeQuery("SELECT count(*) FROM \"" + table + "\"")) {
                counts.put(table, count.next() ? count.getLong(1) : 0);
            }
        }
        return new SqliteRows(counts);
    }

    /**
     * Looks for a table that has fewer rows now.
     *
     * @throws StorageException naming it
     */
    void refuseLost(Connection connection, Dropped dropped) throws SQLException {
        SqliteRows after = count(connection);
        for (Map.Entry<String, Long> table : counts.entrySet()) {
            if (dropped == Dropped.ALLOWED && !after.counts().containsKey(table.getKey())) continue;
            long left = after.counts().getOrDefault(table.getKey(), 0L);
            if (left < table.getValue()) {
                throw StorageException.refused("A migration left " + left + " of " + table.getValue() + " rows of "
                        + table.getKey() + ", so nothing was changed: report this with the version of the program.");
            }
        }
    }

    /**
     * Looks for a row that refers to one that is not there.
     *
     * @throws StorageException naming both tables
     */
    static void refuseDanglingReferences(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet broken = statement.executeQuery("PRAGMA foreign_key_check")) {
            if (broken.next()) {
                throw StorageException.refused("A migration left a row of " + broken.getString(1)
                        + " that refers to a missing row of " + broken.getString(3)
                        + ", so nothing was changed: report this with the version of the program.");
            }
        }
    }
}
