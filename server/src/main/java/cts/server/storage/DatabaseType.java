package cts.server.storage;

import java.util.Map;
import org.jooq.SQLDialect;

/** The two databases CTS runs on. */
public enum DatabaseType {
    SQLITE("sqlite", SQLDialect.SQLITE),
    POSTGRESQL("postgresql", SQLDialect.POSTGRES);

    private final String word;
    private final SQLDialect dialect;

    DatabaseType(String word, SQLDialect dialect) {
        this.word = word;
        this.dialect = dialect;
    }

    /** The word used in settings and answers: {@code sqlite} or {@code postgresql}. */
    public String word() {
        return word;
    }

    SQLDialect dialect() {
        return dialect;
    }

    /** The migration scripts are one text for both databases; only these words in it differ. */
    Map<String, String> placeholders() {
        return switch (this) {
            case SQLITE ->
                Map.of(
                        "bigint", "INTEGER",
                        "boolean", "INTEGER",
                        "double", "REAL",
                        "json", "TEXT",
                        "json_type", "json_type",
                        "money", "TEXT",
                        "strict", " STRICT",
                        "without_rowid", " STRICT, WITHOUT ROWID");
            case POSTGRESQL ->
                Map.of(
                        "bigint", "BIGINT",
                        "boolean", "BOOLEAN",
                        "double", "DOUBLE PRECISION",
                        "json", "JSONB",
                        "json_type", "jsonb_typeof",
                        "money", "NUMERIC(38,18)",
                        "strict", "",
                        "without_rowid", "");
        };
    }
}
