package cts.server.storage.migration;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Reads what the current schema of a PostgreSQL database is made of, from its system catalogue. A partition belongs to its
 * table and is none itself.
 */
final class PostgresqlCatalogue {
    /** Every table of ours, as {@code t}; the history is nobody's business. */
    private static final String TABLES = "(SELECT oid, relname, relkind FROM pg_class WHERE relkind IN ('r', 'p')"
            + " AND NOT relispartition AND relnamespace = current_schema()::regnamespace AND relname <> '"
            + Migrations.HISTORY + "') t";

    private final Connection connection;
    private final CatalogueLines lines = new CatalogueLines();

    private PostgresqlCatalogue(Connection connection) {
        this.connection = connection;
    }

    static SortedSet<String> lines(Connection connection) throws SQLException {
        PostgresqlCatalogue catalogue = new PostgresqlCatalogue(connection);
        catalogue.read();
        return catalogue.lines.all();
    }

    /** Does something with a row. */
    private interface Each {
        void take(ResultSet row) throws SQLException;
    }

    /** Names of the tables, without the history. */
    static List<String> tables(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        each(connection, "SELECT relname FROM " + TABLES + " ORDER BY relname", row -> names.add(row.getString(1)));
        return names;
    }

    private void read() throws SQLException {
        each("SELECT relname FROM " + TABLES, row -> lines.table(row.getString(1)));
        readColumns();
        readKeysAndIndexes();
        readConstraints();
        each(
                "SELECT relname, pg_get_partkeydef(oid) FROM " + TABLES + " WHERE relkind = 'p'",
                row -> lines.storage(
                        row.getString(1), "partitions by " + row.getString(2).toLowerCase(Locale.ROOT)));
        each(
                "SELECT t.relname, g.tgname FROM pg_trigger g JOIN " + TABLES + " ON t.oid = g.tgrelid"
                        + " WHERE NOT g.tgisinternal",
                row -> lines.trigger(row.getString(1), row.getString(2)));
        each(
                "SELECT relname FROM pg_class WHERE relkind IN ('v', 'm')"
                        + " AND relnamespace = current_schema()::regnamespace",
                row -> lines.view(row.getString(1)));
    }

    private void readColumns() throws SQLException {
        each(
                "SELECT t.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull,"
                        + " pg_get_expr(d.adbin, d.adrelid) FROM pg_attribute a JOIN " + TABLES
                        + " ON t.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum"
                        + " WHERE a.attnum > 0 AND NOT a.attisdropped",
                row -> {
                    lines.column(row.getString(1), row.getString(2), row.getString(3), row.getBoolean(4));
                    if (row.getString(5) != null) {
                        lines.fallback(row.getString(1), row.getString(2), row.getString(5));
                    }
                });
    }

    private void readKeysAndIndexes() throws SQLException {
        each(
                "SELECT t.relname, c.relname, i.indisprimary, i.indisunique,"
                        + " ARRAY(SELECT coalesce(a.attname::text, '(expression)')"
                        + "   || CASE WHEN i.indoption[k - 1] & 1 = 1 THEN ' desc' ELSE '' END"
                        + "   FROM generate_series(1, i.indnkeyatts) k LEFT JOIN pg_attribute a"
                        + "   ON a.attrelid = t.oid AND a.attnum = i.indkey[k - 1] AND a.attnum > 0 ORDER BY k),"
                        + " pg_get_expr(i.indpred, i.indrelid), i.indisvalid"
                        + " FROM pg_index i JOIN " + TABLES + " ON t.oid = i.indrelid"
                        + " JOIN pg_class c ON c.oid = i.indexrelid",
                row -> {
                    String table = row.getString(1);
                    List<String> columns = texts(row.getArray(5));
                    String where = Optional.ofNullable(row.getString(6))
                            .map(Condition::normal)
                            .orElse("");
                    if (row.getBoolean(3)) {
                        lines.key(table, columns);
                    } else if (row.getBoolean(4)) {
                        lines.unique(table, columns, where);
                    } else if (row.getBoolean(7)) {
                        lines.index(table, row.getString(2), columns, where);
                    }
                });
    }

    private void readConstraints() throws SQLException {
        each(
                "SELECT t.relname, pg_get_expr(c.conbin, c.conrelid) FROM pg_constraint c JOIN " + TABLES
                        + " ON t.oid = c.conrelid WHERE c.contype = 'c'",
                row -> lines.check(row.getString(1), Condition.normal(row.getString(2))));
        each(
                "SELECT t.relname, " + columns("c.conrelid", "c.conkey") + ", p.relname, "
                        + columns("c.confrelid", "c.confkey") + ", CASE c.confdeltype WHEN 'c' THEN 'cascade'"
                        + " WHEN 'r' THEN 'restrict' WHEN 'n' THEN 'set null' WHEN 'd' THEN 'set default'"
                        + " ELSE 'no action' END FROM pg_constraint c JOIN " + TABLES
                        + " ON t.oid = c.conrelid JOIN pg_class p ON p.oid = c.confrelid WHERE c.contype = 'f'",
                row -> lines.reference(
                        row.getString(1),
                        texts(row.getArray(2)),
                        row.getString(3),
                        texts(row.getArray(4)),
                        row.getString(5)));
    }

    private static String columns(String table, String numbers) {
        return "ARRAY(SELECT a.attname::text FROM unnest(" + numbers + ") WITH ORDINALITY n (number, place)"
                + " JOIN pg_attribute a ON a.attrelid = " + table + " AND a.attnum = n.number ORDER BY n.place)";
    }

    private static List<String> texts(Array array) throws SQLException {
        return Arrays.stream((Object[]) array.getArray()).map(String::valueOf).toList();
    }

    private void each(String query, Each each) throws SQLException {
        each(connection, query, each);
    }

    private static void each(Connection connection, String query, Each each) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                each.take(rows);
            }
        }
    }
}
