package cts.server.api;

import static cts.server.api.Access.ADMIN;
import static cts.server.api.Access.ADMIN_OR_SETUP;
import static cts.server.api.Access.ANYONE;
import static cts.server.api.Access.TRADER;
import static cts.server.api.Access.VIEWER;

import java.util.List;
import java.util.Optional;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may use what: every endpoint with the least role it takes. What has no row is refused to everyone, and the server
 * does not start when an endpoint has no row or a row no endpoint.
 *
 * <p>Everything outside {@code /api} but the document of the interface is the dashboard: files that anyone may read.
 */
final class AccessTable {
    private static final String API = "/api";
    private static final String DOCUMENT = "/v3/api-docs";

    /** The first row that fits counts. */
    static final List<Row> ROWS = List.of(
            row("GET", "/api/auth/me", ANYONE),
            row("POST", "/api/auth/setup", ANYONE),
            row("POST", "/api/auth/login", ANYONE),
            row("POST", "/api/auth/logout", ANYONE),
            // These three tell anyone state and readiness, and a viewer everything.
            row("GET", "/api/trade-engine/status", ANYONE),
            row("GET", "/api/install/database/status", ANYONE),
            row("GET", "/api/settings/database-status", ANYONE),
            row("POST", "/api/install/database/init", ADMIN_OR_SETUP),
            row("POST", "/api/install/database/migrate", ADMIN_OR_SETUP),
            row("POST", "/api/install/database/rollback", ADMIN),
            row("POST", "/api/install/database/pool-reset", ADMIN),
            row("GET", "/api/install/system-info", VIEWER),
            row("GET", "/api/install/diagnostics", VIEWER),
            row("GET", "/api/install/backup", ADMIN),
            row("POST", "/api/install/backup/create", ADMIN),
            row("POST", "/api/install/backup/verify", ADMIN),
            row("POST", "/api/install/backup/restore", ADMIN_OR_SETUP),
            row("GET", "/api/install/backup/{id}/download", ADMIN),
            row("DELETE", "/api/install/backup/{id}", ADMIN),
            row("POST", "/api/database/reorganize", ADMIN),
            row("POST", "/api/database/convert", ADMIN),
            row("POST", "/api/trade-engine/{command:start|stop|pause|resume|restart}", TRADER),
            row("POST", "/api/trade-engine/emergency-stop", TRADER),
            row("POST", "/api/trade-engine/{connectionId}/{command:start|stop|pause|resume}", TRADER),
            row("GET", "/api/settings/connections", VIEWER),
            row("GET", "/api/sets", VIEWER),
            row("GET", "/api/sets/funnel", VIEWER),
            row("GET", "/api/sets/keys", VIEWER),
            row("GET", "/api/sets/heat-map", VIEWER),
            row("GET", "/api/sets/{id}", VIEWER),
            row("GET", "/api/sets/{id}/positions", VIEWER),
            row("GET", "/api/sets/{id}/verdicts", VIEWER),
            row("GET", "/api/positions", VIEWER),
            row("GET", "/api/orders", VIEWER),
            row("GET", "/api/fills", VIEWER),
            row("GET", "/api/ledger", VIEWER),
            row("GET", "/api/verdicts", VIEWER),
            row("GET", "/api/equity", VIEWER),
            row("GET", "/api/market/symbols", VIEWER),
            row("GET", "/api/market/candles", VIEWER),
            row("GET", "/api/indications", VIEWER),
            row("GET", "/api/database/type", VIEWER),
            row("GET", "/api/database/tables", VIEWER),
            row("GET", "/api/database/queries", VIEWER),
            row("GET", "/api/database/retention", VIEWER),
            row("POST", "/api/database/cleanup-historical", ADMIN),
            row("GET", "/api/database/jobs", VIEWER),
            row("POST", "/api/database/jobs/{name}/run", ADMIN),
            row("GET", "/api/database/audit", VIEWER),
            row("GET", "/api/events", VIEWER),
            row("GET", DOCUMENT, ANYONE));

    private AccessTable() {}

    /** An endpoint and who may use it. */
    record Row(String method, PathPattern pattern, Access least) {
        private boolean fits(PathContainer path) {
            return pattern.matches(path);
        }

        /** {@code GET /api/sets/{id}}. */
        String endpoint() {
            return method + " " + pattern.getPatternString();
        }
    }

    /** What a request meets. */
    sealed interface Finding {
        /** An endpoint, or a file of the dashboard. */
        record Guarded(Access least) implements Finding {}

        /** The path is there, but not for this method. */
        record WrongMethod(List<String> allowed) implements Finding {}

        /** Nothing is at the path. */
        record Nothing() implements Finding {}
    }

    static Finding find(String method, String path) {
        String asked = method.equals("HEAD") ? "GET" : method;
        if (!isApi(path)) {
            return asked.equals("GET") ? new Finding.Guarded(ANYONE) : new Finding.WrongMethod(List.of("GET", "HEAD"));
        }
        PathContainer parsed = PathContainer.parsePath(path);
        List<Row> rows = ROWS.stream().filter(row -> row.fits(parsed)).toList();
        Optional<Row> match =
                rows.stream().filter(row -> row.method().equals(asked)).findFirst();
        if (match.isPresent()) {
            return new Finding.Guarded(match.get().least());
        }
        return rows.isEmpty()
                ? new Finding.Nothing()
                : new Finding.WrongMethod(
                        rows.stream().map(Row::method).distinct().toList());
    }

    /** The least role of an endpoint, as its mapping writes it. */
    static Access least(String method, String pattern) {
        return ROWS.stream()
                .filter(row -> row.endpoint().equals(method + " " + pattern))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(method + " " + pattern + " has no row"))
                .least();
    }

    static boolean isApi(String path) {
        return path.equals(API) || path.startsWith(API + "/") || path.equals(DOCUMENT);
    }

    private static Row row(String method, String pattern, Access least) {
        return new Row(method, PathPatternParser.defaultInstance.parse(pattern), least);
    }
}
