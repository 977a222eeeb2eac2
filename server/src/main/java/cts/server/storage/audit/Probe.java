package cts.server.storage.audit;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.TableSize;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import org.jooq.Condition;
import org.jooq.Table;

/** What the sections measure with: the subject, and what was read of it once. */
record Probe(AuditSubject subject, SchemaFacts schema, List<TableSize> sizes) {
    static final long HOUR = 3_600_000;

    Database database() {
        return subject.database();
    }

    boolean isSqlite() {
        return database().type() == DatabaseType.SQLITE;
    }

    int count(Table<?> table, Condition condition) {
        return database().read(sql -> sql.fetchCount(table, condition));
    }

    /** One value of one row, as text; for what a query class has no word for. */
    String text(String query) {
        return database().read(sql -> String.valueOf(sql.fetchValue(query)));
    }

    /** How the database would go about a query if walking through a table were no choice. */
    String plan(String query) {
        return database()
                .read(sql ->
                        sql.transactionResult(transaction -> transaction.dsl().connectionResult(connection -> {
                            StringJoiner lines = new StringJoiner("\n");
                            try (Statement statement = connection.createStatement()) {
                                if (!isSqlite()) {
                                    statement.execute("SET LOCAL enable_seqscan = off");
                                    statement.execute("SET LOCAL enable_bitmapscan = off");
                                }
                                try (ResultSet plan = statement.executeQuery(
                                        (isSqlite() ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + query)) {
                                    while (plan.next()) lines.add(plan.getString(isSqlite() ? 4 : 1));
                                }
                            }
                            return lines.toString();
                        })));
    }

    long rows(String table) {
        return sizes.stream()
                .filter(size -> size.name().equals(table))
                .mapToLong(TableSize::rows)
                .findFirst()
                .orElse(0);
    }

    /** The columns of a table that are missing. */
    List<String> missing(String table, String... columns) {
        Optional<SchemaFacts.Table> found = schema.table(table);
        return List.of(columns).stream()
                .filter(column -> found.flatMap(there -> there.column(column)).isEmpty())
                .toList();
    }

    /** Whether the HTTP interface has all of these. */
    Finding endpoints(String... wanted) {
        List<String> absent = List.of(wanted).stream()
                .filter(endpoint -> !subject.endpoints().contains(endpoint))
                .toList();
        return absent.isEmpty()
                ? Finding.of(true, String.join(", ", wanted))
                : Finding.of(false, "the interface lacks " + String.join(", ", absent));
    }
}
