package cts.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every tracked file of this checkout keeps the rules. */
class TidyTest {
    /** Public classes of cts.performance that compute no measure: name → what it is instead. */
    private static final Map<String, String> WITHOUT_FORMULA = Map.of(
            "Tally", "the counts and sums that several measures are computed from",
            "OutcomeLog", "the closed positions themselves",
            "ResultHistory", "which of them belong to a set");

    private static SourceTree checkout = SourceTree.of();

    @BeforeAll
    static void readCheckout() throws IOException, InterruptedException {
        checkout = SourceTree.ofCheckout();
    }

    @Test
    void checkoutIsRead() {
        assertThat(checkout.files()).containsKeys("cts", "pom.xml", "server/src/main/java/cts/server/Main.java");
        assertThat(checkout.paths()).noneMatch(path -> path.contains("/target/"));
    }

    @Test
    void classesAreShort() {
        assertThat(TextRules.sizes(checkout, Map.of())).isEmpty();
    }

    @Test
    void linesAreClean() {
        assertThat(TextRules.whitespace(checkout)).isEmpty();
    }

    @Test
    void nothingIsMarkedUnfinished() {
        assertThat(TextRules.unfinished(checkout)).isEmpty();
    }

    @Test
    void noPathOfOneMachineIsNamed() {
        assertThat(TextRules.machinePaths(checkout)).isEmpty();
    }

    @Test
    void namesSayWhatThingsAre() {
        assertThat(NameRules.banned(checkout)).isEmpty();
    }

    @Test
    void rootHoldsOnlyWhatBelongsThere() {
        assertThat(NameRules.root(checkout)).isEmpty();
    }

    @Test
    void everyPackageIsDescribedAndNullMarked() {
        assertThat(NameRules.packages(checkout)).isEmpty();
    }

    @Test
    void linksOfDocumentsLeadSomewhere() {
        assertThat(DocumentRules.links(checkout)).isEmpty();
    }

    @Test
    void everyMeasureHasItsFormula() {
        assertThat(DocumentRules.formulas(checkout, WITHOUT_FORMULA)).isEmpty();
    }

    @Test
    void migrationNumbersAreContiguous() {
        assertThat(MigrationRules.numbers(checkout)).isEmpty();
    }

    @Test
    void migrationsAreUnchanged() {
        assertThat(MigrationRules.checksums(checkout)).isEmpty();
    }
}
