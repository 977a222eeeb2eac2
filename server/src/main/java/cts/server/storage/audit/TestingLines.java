package cts.server.storage.audit;

import static cts.server.storage.schema.Tables.BASE_PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.SITE_LOGS;

import cts.server.storage.querylog.QueryFigures;
import java.util.List;
import org.jooq.impl.DSL;

/** Section 11: what the report tested, done again here and now where that harms nothing. */
final class TestingLines {
    private static final int QUICK_MS = 100;

    private TestingLines() {}

    static AuditSection of(Probe probe) {
        ScratchRun scratch = ScratchRun.of(probe);
        Finding fresh = AuditSection.Maker.measured(scratch::fresh);
        return new AuditSection.Maker(11, "Testing Performed")
                .line(
                        "Fresh installation: all tables created",
                        "DatabaseInitializerTest#makesAFreshDatabaseAndNothingTheSecondTime",
                        () -> fresh)
                .line("Upgrade from the previous version", "UpgradeTest", scratch::upgrade)
                .line(
                        "Idempotent migrations",
                        "DatabaseInitializerTest#makesAFreshDatabaseAndNothingTheSecondTime",
                        () -> fresh)
                .line("Both SQLite and PostgreSQL", "CatalogueTest#bothDatabasesAreMadeOfTheSame", () -> {
                    Scripts archive = Scripts.ofProgram();
                    return Finding.of(
                            archive.numbers("sqlite").equals(archive.numbers("postgresql")),
                            "this is " + probe.database().type().word() + "; the other one has the same "
                                    + archive.numbers("sqlite").size()
                                    + " scripts, proven equal by the test named here");
                })
                .line(
                        "Connection CRUD operations",
                        "",
                        () -> probe.endpoints("GET /api/settings/connections", "POST /api/settings/connections"))
                .line(
                        "Trade engine start/stop",
                        "EndpointsTest",
                        () -> probe.endpoints("POST /api/trade-engine/{command:start|stop|pause|resume|restart}"))
                .line("Preset management", "", () -> probe.endpoints("GET /api/presets"))
                .line("Performance tracking", "RecorderTest", () -> {
                    int sets = probe.count(BASE_PSEUDO_POSITIONS, BASE_PSEUDO_POSITIONS.CLOSED.gt(0L));
                    return Finding.of(sets > 0, sets + " sets with results of their own");
                })
                .line(
                        "Logging system",
                        "AccountRepositoriesContractTest",
                        () -> Finding.of(
                                probe.count(SITE_LOGS, DSL.noCondition()) > 0,
                                probe.count(SITE_LOGS, DSL.noCondition()) + " lines in site_logs"))
                .line(
                        "Query response times < 100 ms average",
                        "CatalogueTest#everyDatabaseIsWhatTheProgramExpectsToTheLastCheck",
                        () -> times(probe))
                .line(
                        "Connection pooling stable under load",
                        "PoolTest#resetUnderTwoHundredClientsLosesNothingAndFailsNobody",
                        () -> ScratchRun.load(probe))
                .made();
    }

    private static Finding times(Probe probe) {
        List<QueryFigures> reads = probe.database().queries().costliest(1_000).stream()
                .filter(query -> query.statement().startsWith("select"))
                .toList();
        long runs = reads.stream().mapToLong(QueryFigures::runs).sum();
        long micros = reads.stream().mapToLong(QueryFigures::totalUs).sum();
        double mean = runs == 0 ? 0 : micros / 1_000.0 / runs;
        return Finding.of(
                runs > 0 && mean < QUICK_MS,
                String.format(
                        java.util.Locale.ROOT,
                        "%.2f ms on average over %d reads of %d statements since the start",
                        mean,
                        runs,
                        reads.size()));
    }
}
