package cts.server.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The report on a database that nothing has happened to yet, and how it tells when a claim stops to hold. */
@ParameterizedClass
@EnumSource
class AuditTest {
    private static final List<Integer> KEPT = List.of(1, 2, 3, 5, 6);

    private final Database database;
    private final Path folder = TestDatabases.temporaryFolder();

    AuditTest(DatabaseType type) {
        database = TestDatabases.migrated(type);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyClaimOfTheFirstSectionsHoldsOnAFreshDatabase() {
        AuditReport report = Audit.of(subject(), InstantSource.system());

        assertThat(report.sections())
                .extracting(AuditSection::number)
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(report.sections().stream()
                        .filter(section -> KEPT.contains(section.number()))
                        .flatMap(section -> section.lines().stream())
                        .filter(line -> line.finding().verdict() == Verdict.FALSE))
                .isEmpty();
        assertThat(report.sections().getLast().lines().subList(0, 4))
                .extracting(line -> line.finding().verdict())
                .containsOnly(Verdict.TRUE);
        assertThat(report.text().lines())
                .contains("1. Migration System Status", "11. Testing Performed")
                .anyMatch(line -> line.startsWith("  ✔ All scripts properly versioned"))
                .last()
                .asString()
                .matches("\\d+ true, \\d+ false, \\d+ not applicable\\.");
    }

    @Test
    void poolHasTheLimitsOfTheReport() {
        assertThat(database.limits().idle()).hasSeconds(30);
        assertThat(database.limits().connect()).hasSeconds(2);
        assertThat(database.limits().most()).isEqualTo(database.type() == DatabaseType.POSTGRESQL ? 20 : 5);
    }

    @Test
    void aDroppedIndexMakesItsClaimFalse() {
        run("DROP INDEX orders_by_position");

        assertThat(line(5, "Indexes on filtered and sorted fields").finding())
                .isEqualTo(new Finding(Verdict.FALSE, "no index leads with orders.position_id"));
    }

    @Test
    void aDroppedTableMakesItsClaimsFalse() {
        run("DROP TABLE preset_trades");

        assertThat(line(3, "  preset_trades").finding().verdict()).isEqualTo(Verdict.FALSE);
        assertThat(line(3, "Preset system tables (4)").finding().measured()).isEqualTo("missing: preset_trades");
    }

    @Test
    void anEditedHistoryMakesItsClaimsFalse() {
        run("UPDATE schema_migrations SET checksum = checksum + 1 WHERE version = '003'");

        assertThat(line(1, "All scripts properly versioned").finding().measured())
                .contains("another text of script 003");
        assertThat(line(1, "Layer 3: manages each migration").finding().verdict())
                .isEqualTo(Verdict.FALSE);
    }

    @Test
    void whatIsNotBuiltIsFalse() {
        assertThat(line(11, "Preset management").finding().verdict()).isEqualTo(Verdict.FALSE);
        assertThat(line(4, "Multi-preset system").finding().measured()).contains("nothing in this version writes it");
    }

    private AuditLine line(int section, String claim) {
        return Audit.section(section, subject(), InstantSource.system()).lines().stream()
                .filter(line -> line.claim().equals(claim))
                .findFirst()
                .orElseThrow();
    }

    private AuditSubject subject() {
        return new AuditSubject(
                database,
                List.of("The schema is up to date.", "Verified 39 tables."),
                Set.of("POST /api/install/database/migrate", "POST /api/database/cleanup-historical"),
                Map.of(),
                folder,
                false);
    }

    private void run(String statement) {
        database.write(sql -> sql.execute(statement));
    }
}
