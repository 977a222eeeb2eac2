package cts.server.storage.audit;

import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DatabaseSurvey;
import cts.server.storage.migration.MigrationScript;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Sections 1 and 2: the migrations, and the issues the report found. */
final class MigrationLines {
    private static final String WITH_DEFAULT = "columns that make a value of their own";

    private MigrationLines() {}

    static AuditSection status(Probe probe) {
        DatabaseSurvey survey = DatabaseSurvey.of(probe.database().choice());
        List<MigrationScript> scripts = survey.scripts();
        return new AuditSection.Maker(1, "Migration System Status")
                .line(
                        "All scripts properly versioned",
                        "TidyTest#migrationNumbersAreContiguous",
                        () -> versioned(scripts, survey.misfit()))
                .line("Both SQLite and PostgreSQL support", "TidyTest#migrationNumbersAreContiguous", () -> {
                    Scripts archive = Scripts.ofProgram();
                    return Finding.of(
                            archive.numbers("sqlite").equals(archive.numbers("postgresql"))
                                    && !archive.numbers("sqlite").isEmpty(),
                            archive.numbers("sqlite").size() + " scripts for SQLite, "
                                    + archive.numbers("postgresql").size()
                                    + " for PostgreSQL, the same numbers");
                })
                .line(
                        "Proper schema_migrations tracking table",
                        "DatabaseInitializerTest#makesAFreshDatabaseAndNothingTheSecondTime",
                        () -> {
                            long applied = applied(scripts);
                            return Finding.of(
                                    applied == scripts.size() && probe.rows("schema_migrations") >= applied,
                                    applied + " of " + scripts.size()
                                            + " scripts applied, each with checksum and time");
                        })
                .line(
                        "Automatic migration on deployment",
                        "DatabaseInitializerTest#makesAFreshDatabaseAndNothingTheSecondTime",
                        () -> Finding.of(
                                !probe.subject().start().isEmpty(),
                                "at this start: "
                                        + String.join(
                                                " ", lastOf(probe.subject().start()))))
                .line(
                        "Layer 1: runs at the start",
                        "StartingTest#statusIsToldAndEverythingElseIsUnavailableUntilTheDatabaseIsThere",
                        () -> Finding.of(
                                probe.subject().start().size() > 1,
                                probe.subject().start().size() + " steps logged at this start"))
                .line(
                        "Layer 2: initialises with retries",
                        "DatabaseInitializerTest#triesThreeTimesWhenTheServerDoesNotAnswer",
                        () -> Finding.of(
                                cts.server.storage.migration.DatabaseInitializer.TRIES == 3,
                                cts.server.storage.migration.DatabaseInitializer.TRIES
                                        + " tries, waits of 1 s, 2 s, at most 10 s"))
                .line(
                        "Layer 3: manages each migration",
                        "DatabaseInitializerTest#refusesAnEditedScript",
                        () -> Finding.of(
                                survey.misfit().isEmpty(),
                                survey.misfit().orElse("every script of the history is the program's own, unedited")))
                .line(
                        "Layer 4: manual endpoint",
                        "StartingTest#failedDatabaseTellsItsReasonToTheSetupTokenAloneWhichMayMigrate",
                        () -> probe.endpoints("POST /api/install/database/migrate"))
                .made();
    }

    static AuditSection issues(Probe probe) {
        return new AuditSection.Maker(2, "Issues Found & Fixed")
                .line("Issue 1: migration script loading", "TidyTest#migrationsAreUnchanged", () -> {
                    Scripts archive = Scripts.ofProgram();
                    return Finding.of(
                            archive.wrong().isEmpty(),
                            archive.wrong().isEmpty()
                                    ? archive.size() + " scripts read from the archive with their recorded checksum;"
                                            + " there is no other source"
                                    : "unreadable or edited: " + String.join(", ", archive.wrong()));
                })
                .line("Issue 2: database type detection", "DatabaseChoiceTest", () -> detection(probe))
                .line(
                        "Issue 3: connection pool management",
                        "PoolTest#resetUnderTwoHundredClientsLosesNothingAndFailsNobody",
                        () -> reset(probe))
                .line("Issue 4: UUIDs", "UuidSourceTest", () -> ids(probe))
                .line(
                        "Issue 5: missing indexes",
                        "CatalogueTest#everyDatabaseIsWhatTheProgramExpectsToTheLastCheck",
                        () -> {
                            long composite = probe.schema().indexes().stream()
                                    .filter(SchemaFacts.Index::isComposite)
                                    .count();
                            return Finding.of(
                                    composite >= 15,
                                    probe.schema().indexes().size() + " indexes, " + composite + " of them composite");
                        })
                .line(
                        "Issue 6: market data retention",
                        "CandleRetentionTest#wholeDaysOlderThanAWeekGoIntoTheArchiveUnchanged",
                        () -> UpkeepLines.retention(probe))
                .made();
    }

    private static Finding versioned(List<MigrationScript> scripts, Optional<String> misfit) {
        for (int i = 0; i < scripts.size(); i++) {
            if (scripts.get(i).number() != i + 1) {
                return Finding.of(false, "number " + (i + 1) + " is missing or used twice");
            }
        }
        return Finding.of(
                misfit.isEmpty() && !scripts.isEmpty(),
                misfit.orElse("1 to " + scripts.size() + ", each once, without a gap"));
    }

    private static long applied(List<MigrationScript> scripts) {
        return scripts.stream().filter(script -> script.appliedAt().isPresent()).count();
    }

    private static List<String> lastOf(List<String> sentences) {
        return sentences.subList(Math.max(0, sentences.size() - 2), sentences.size());
    }

    /** Tries the order of the sources on made-up environments. */
    private static Finding detection(Probe probe) {
        Path file = probe.subject().dataFolder().resolve("cts.db");
        String url = "postgresql://u@localhost/cts";
        List<String> wrong = new ArrayList<>();
        expect(wrong, "sqlite", Map.of("DATABASE_TYPE", "sqlite", "DATABASE_URL", url), "postgresql", file);
        expect(wrong, "postgresql", Map.of("DATABASE_TYPE", "postgresql", "DATABASE_URL", url), "sqlite", file);
        expect(wrong, "postgresql", Map.of("DATABASE_URL", url), "sqlite", file);
        expect(wrong, "sqlite", Map.of(), "sqlite", file);
        expect(wrong, "sqlite", Map.of(), "", file);
        if (!refuses(Map.of("DATABASE_TYPE", "mysql"), file)) wrong.add("an unknown type is taken");
        if (!refuses(Map.of("DATABASE_TYPE", "postgresql"), file)) wrong.add("postgresql without an address is taken");
        return Finding.of(
                wrong.isEmpty(),
                wrong.isEmpty()
                        ? "DATABASE_TYPE, DATABASE_URL, settings.json, SQLite; here: "
                                + probe.database().choice().reason()
                        : String.join("; ", wrong));
    }

    private static void expect(
            List<String> wrong, String type, Map<String, String> environment, String settings, Path file) {
        String chosen = DatabaseChoice.choose(
                        environment,
                        Optional.of(settings).filter(text -> !text.isEmpty()),
                        file,
                        DatabaseChoice.Mode.DEVELOPMENT)
                .type()
                .word();
        if (!chosen.equals(type)) wrong.add(environment.keySet() + " chooses " + chosen);
    }

    private static boolean refuses(Map<String, String> environment, Path file) {
        try {
            DatabaseChoice.choose(environment, Optional.empty(), file, DatabaseChoice.Mode.DEVELOPMENT);
            return false;
        } catch (StorageException refused) {
            return true;
        }
    }

    /** On connections of its own, so that nobody else is disturbed. */
    private static Finding reset(Probe probe) {
        try (Database second = Database.open(probe.database().choice())) {
            int before = tables(second);
            second.reset();
            int after = tables(second);
            return Finding.of(
                    before == after && before > 0,
                    "opened, reset and closed beside this one; " + before + " tables seen before, " + after + " after");
        }
    }

    private static int tables(Database database) {
        return database.read(sql -> sql.fetchCount(org.jooq.impl.DSL.table("schema_migrations")));
    }

    private static Finding ids(Probe probe) {
        long made = probe.schema().tables().values().stream()
                .flatMap(table -> table.columns().stream())
                .filter(SchemaFacts.Column::hasDefault)
                .count();
        Set<String> strange = new TreeSet<>();
        int seen = 0;
        for (String table : List.of("users", "exchange_connections", "verdicts", "orders", "site_logs")) {
            List<String> ids = probe.database()
                    .read(sql -> sql.select(org.jooq.impl.DSL.field("id", String.class))
                            .from(org.jooq.impl.DSL.table(org.jooq.impl.DSL.name(table)))
                            .orderBy(org.jooq.impl.DSL.field("id").desc())
                            .limit(200)
                            .fetch(0, String.class));
            seen += ids.size();
            for (String id : ids) {
                if (!id.matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"))
                    strange.add(table);
            }
        }
        return Finding.of(
                made == 0 && strange.isEmpty(),
                made + " " + WITH_DEFAULT + "; " + seen + " ids looked at, "
                        + (strange.isEmpty() ? "all of version 7, made by the program" : "others in " + strange));
    }
}
