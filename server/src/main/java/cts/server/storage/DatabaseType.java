package cts.server.storage;

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

    public SQLDialect dialect() {
        return dialect;
    }
}
