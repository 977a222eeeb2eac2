package cts.server.storage.audit;

import static cts.server.storage.schema.Tables.EXCHANGE_CONNECTIONS;
import static cts.server.storage.schema.Tables.SITE_LOGS;
import static cts.server.storage.schema.Tables.USERS;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.querylog.QueryFigures;
import java.util.List;

/** Section 7: secrets, people, and what comes in. */
final class SecurityLines {
    private SecurityLines() {}

    static AuditSection of(Probe probe) {
        return new AuditSection.Maker(7, "Security Enhancements")
                .line("API keys never stored in plain text", "", () -> {
                    int stored = probe.count(EXCHANGE_CONNECTIONS, EXCHANGE_CONNECTIONS.CREDENTIALS.isNotNull());
                    return stored == 0
                            ? Finding.notApplicable("no connection has keys: this version trades on paper alone")
                            : Finding.of(
                                    false, stored + " connections hold something this version cannot have written");
                })
                .line("Password hashing", "AuthTest", () -> {
                    int people = probe.count(USERS, USERS.PASSWORD_HASH.isNotNull());
                    int argon = probe.count(USERS, USERS.PASSWORD_HASH.like("%$argon2id$%"));
                    return people == 0
                            ? Finding.notApplicable("nobody has a password yet")
                            : Finding.of(people == argon, argon + " of " + people + " passwords hashed by Argon2id");
                })
                .line("TLS to PostgreSQL in production", "DatabaseChoiceTest", () -> switch (probe.database()
                        .choice()) {
                    case DatabaseChoice.Sqlite _ -> Finding.notApplicable("SQLite is a file on this machine");
                    case DatabaseChoice.Postgresql server -> {
                        String version = probe.text(
                                "SELECT coalesce((SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl), 'none')");
                        yield !version.equals("none")
                                ? Finding.of(true, "this connection uses " + version)
                                : server.address().isLoopback()
                                        ? Finding.notApplicable("the server is on this machine")
                                        : Finding.of(!probe.subject().production(), "this connection is not encrypted");
                    }
                })
                .line(
                        "Connections isolated by user",
                        "ProtectionTest",
                        () -> Finding.of(
                                probe.missing("exchange_connections", "user_id", "is_shared")
                                        .isEmpty(),
                                "each connection has its user; "
                                        + probe.count(EXCHANGE_CONNECTIONS, EXCHANGE_CONNECTIONS.IS_SHARED.isTrue())
                                        + " shared with all"))
                .line(
                        "User-based access control",
                        "AccessTest",
                        () -> Finding.of(
                                probe.missing("users", "role", "is_active").isEmpty()
                                        && !probe.subject().endpoints().isEmpty(),
                                probe.subject().endpoints().size() + " endpoints, each with the least role it takes"))
                .line("Audit logging", "", () -> {
                    boolean own = probe.schema().table("audit_log").isPresent();
                    int lines = probe.count(SITE_LOGS, SITE_LOGS.CATEGORY.in("account", "audit"));
                    return Finding.of(
                            own,
                            own ? "audit_log is there" : lines + " lines in site_logs; a log of its own is missing");
                })
                .line("Parameterized queries", "ArchitectureTest#sqlOutsideTheStorageIsFound", () -> {
                    List<QueryFigures> seen = probe.database().queries().costliest(1_000);
                    return Finding.of(
                            !seen.isEmpty(),
                            seen.size() + " statements seen since the start, made by jOOQ with bound values; SQL lies"
                                    + " in the storage package alone");
                })
                .line(
                        "Input validation in API routes",
                        "ProtectionTest",
                        () -> Finding.of(
                                !probe.subject().endpoints().isEmpty(),
                                "bodies and parameters are read field by field; sizes are limited"))
                .line(
                        "Type checking",
                        "ArchitectureTest",
                        () -> Finding.notApplicable(
                                "the report means TypeScript; here Java's compiler, Error Prone and NullAway check every build"))
                .made();
    }
}
