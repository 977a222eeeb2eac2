package cts.server.storage;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;

/**
 * How large a table is.
 *
 * @param name of the table; its partitions count as part of it
 * @param rows in it
 * @param isEstimate whether the rows are PostgreSQL's estimate, as they are from 100,000 on, where counting takes long
 * @param bytes on the disk, its indexes included
 */
public record TableSize(String name, long rows, boolean isEstimate, long bytes) {
    private static final long COUNTED_BELOW = 100_000;

    /** Pages of tables and of indexes, which belong to their table. SQLite walks all pages for it. */
    private static final String SQLITE = """
            SELECT s.tbl_name, sum(d.pgsize) FROM dbstat d JOIN sqlite_schema s ON s.name = d.name
            WHERE d.aggregate = TRUE AND s.tbl_name NOT LIKE 'sqlite%' GROUP BY s.tbl_name ORDER BY s.tbl_name""";

    /** A partitioned table itself has neither rows nor bytes: those of its partitions are summed. */
    private static final String POSTGRESQL = """
            SELECT t.relname,
              coalesce(sum(pg_total_relation_size(p.relid)), 0)::bigint,
              coalesce(sum(greatest(c.reltuples, 0)), 0)::bigint
            FROM pg_class t
              CROSS JOIN LATERAL pg_partition_tree(t.oid) p
              JOIN pg_class c ON c.oid = p.relid
            WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition
              AND t.relnamespace = current_schema()::regnamespace
            GROUP BY t.relname
            UNION ALL
            SELECT t.relname, pg_total_relation_size(t.oid), greatest(t.reltuples, 0)::bigint
            FROM pg_class t
            WHERE t.relkind = 'r' AND NOT t.relispartition AND t.relnamespace = current_schema()::regnamespace
              AND NOT EXISTS (SELECT FROM pg_partition_tree(t.oid))
            ORDER BY 1""";

    /**
     * All tables by name, the migration history among them. Takes from milliseconds to seconds, by the size of the database.
     *
     * @throws StorageException if they cannot be read
     */
    public static List<TableSize> all(Database database) {
        return database.read(sql -> sql.connectionResult(connection -> switch (database.type()) {
            case SQLITE -> sqlite(connection, sql);
            case POSTGRESQL -> postgresql(connection, sql);
        }));
    }

    private static List<TableSize> sqlite(Connection connection, DSLContext sql) throws SQLException {
        List<TableSize> sizes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(SQLITE)) {
            while (tables.next()) {
                sizes.add(
                        new TableSize(tables.getString(1), count(sql, tables.getString(1)), false, tables.getLong(2)));
            }
        }
        return sizes;
    }

    private static List<TableSize> postgresql(Connection connection, DSLContext sql) throws SQLException {
        List<TableSize> sizes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet tables = statement.executeQuery(POSTGRESQL)) {
            while (tables.next()) {
                long estimate = tables.getLong(3);
                boolean isEstimate = estimate >= COUNTED_BELOW;
                sizes.add(new TableSize(
                        tables.getString(1),
                        isEstimate ? estimate : count(sql, tables.getString(1)),
                        isEstimate,
                        tables.getLong(2)));
            }
        }
        return sizes;
    }

    private static long count(DSLContext sql, String table) {
        return sql.fetchCount(org.jooq.impl.DSL.table(org.jooq.impl.DSL.name(table)));
    }
}
