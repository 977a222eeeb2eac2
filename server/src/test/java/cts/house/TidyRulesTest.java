package cts.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each rule finds what breaks it, and leaves alone what does not. */
class TidyRulesTest {
    private static final String DB = "server/src/main/resources/db/";
    private static final String MEASURES = "core/src/main/java/cts/performance/";

    @Test
    void longClassNeedsAReasonAndAReasonNeedsALongClass() {
        String longest = "line\n".repeat(TextRules.LONGEST_CLASS);
        SourceTree tree = SourceTree.of(
                "a/Long.java",
                longest + "line\n",
                "a/page.tsx",
                longest + "line\n",
                "a/Fits.java",
                longest,
                "a.md",
                longest + "line\n");
        assertThat(TextRules.sizes(tree, Map.of("a/Long.java", "a table")))
                .containsExactly("a/page.tsx has 401 lines; split it or give a reason");
        assertThat(TextRules.sizes(
                        tree,
                        Map.of("a/Long.java", "a table", "a/page.tsx", "b", "a/Fits.java", "c", "gone.java", "d")))
                .containsExactly(
                        "a/Fits.java has 400 lines and needs no reason", "gone.java has a reason but does not exist");
    }

    @Test
    void tabTrailingSpaceAndMissingLineFeedAreFound() {
        SourceTree tree = SourceTree.of("a", "fine\n", "b", "one\n\ttwo\n", "c", "one \ntwo\r\n", "d", "no end");
        assertThat(TextRules.whitespace(tree))
                .containsExactly(
                        "b:2 has a tab",
                        "c:1 ends with white space",
                        "c:2 ends with white space",
                        "d does not end with a line feed");
    }

    @Test
    void unfinishedMarksAreFound() {
        SourceTree tree = SourceTree.of(
                "a", "// TO" + "DO later\n", "b", "FIX" + "ME\n", "c", "X" + "XX\n", "d", "maX" + "XXimum\n");
        assertThat(TextRules.unfinished(tree)).hasSize(3).noneMatch(sentence -> sentence.startsWith("d"));
    }

    @Test
    void machinePathsAreFound() {
        SourceTree tree = SourceTree.of(
                "a",
                "see /wo" + "rk/notes\n",
                "b",
                "cd '/ho" + "me/me'\n",
                "c",
                "http://host/home/page and ~/.jdks/x and target/tmp/x\n");
        assertThat(TextRules.machinePaths(tree))
                .containsExactly(
                        "a:1 names a path of one machine: /wo" + "rk/n",
                        "b:1 names a path of one machine: /ho" + "me/m");
    }

    @Test
    void wordsThatFitAnythingAreFoundInNames() {
        SourceTree tree = SourceTree.of(
                "a/OrderManager.java", "final class OrderManager {}\n",
                "a/Order.java", "record Order() { private interface LegInfo {} }\n",
                "a/AbstractFeed.java", "abstract class AbstractFeed {}\n",
                "a/Sets.java", "class Sets extends BaseSets {}\n",
                "a/utils/Dates.java", "class Dates {}\n",
                "b/helpers.ts", "export {}\n");
        assertThat(NameRules.banned(tree))
                .containsExactly(
                        "a/AbstractFeed.java: AbstractFeed is no name for a file",
                        "a/AbstractFeed.java: AbstractFeed is no name for a type",
                        "a/Order.java: LegInfo is no name for a type",
                        "a/OrderManager.java: OrderManager is no name for a file",
                        "a/OrderManager.java: OrderManager is no name for a type",
                        "a/Sets.java: BaseSets is no name for a superclass",
                        "a/utils/Dates.java: utils is no name for a package",
                        "b/helpers.ts: helpers is no name for a file");
    }

    @Test
    void domainWordsAndWordsInCommentsAreFine() {
        SourceTree tree = SourceTree.of(
                "a/BasePhase.java", "/** No class Manager. */ enum BasePhase { } // record Info\n",
                "a/Coordinator.java", "final class Coordinator { String s = \"class Helper \"; }\n",
                "a/Information.java", "interface Information {}\n");
        assertThat(NameRules.banned(tree)).isEmpty();
    }

    @Test
    void strangerAtTheRootIsFound() {
        assertThat(NameRules.root(
                        SourceTree.of("STATUS.md", "", "README.md", "", "scripts/a.sh", "", "core/pom.xml", "")))
                .containsExactly("STATUS.md does not belong at the root", "scripts does not belong at the root");
    }

    @Test
    void packageWithoutDescriptionOrNullMarkIsFound() {
        SourceTree tree = SourceTree.of(
                "core/src/main/java/a/A.java", "",
                "core/src/main/java/b/B.java", "",
                "core/src/main/java/b/package-info.java", "/** B. */\npackage b;\n",
                "core/src/main/java/c/package-info.java", "/** C. */\n@NullMarked\npackage c;\n",
                "core/src/test/java/d/D.java", "");
        assertThat(NameRules.packages(tree))
                .hasSize(2)
                .anyMatch(sentence -> sentence.startsWith("core/src/main/java/a/package-info.java"))
                .anyMatch(sentence -> sentence.startsWith("core/src/main/java/b/package-info.java"));
    }

    @Test
    void linkThatLeadsNowhereIsFound() {
        SourceTree tree = SourceTree.of(
                "README.md",
                        "[a](docs/a.md) [b](docs/b.md) [web](https://example.org/x) [here](#two-words) [none](#three)\n## Two words\n",
                "docs/a.md", "[up](../README.md#two-words) [folder](../docs) [gone](../gone/) `[code](nowhere)`\n");
        assertThat(DocumentRules.links(tree))
                .containsExactly(
                        "README.md: the link docs/b.md leads nowhere",
                        "README.md: the link #three leads nowhere",
                        "docs/a.md: the link ../gone/ leads nowhere");
    }

    @Test
    void measureOrIndicationWithoutARowAndRowWithoutAClassAreFound() {
        SourceTree tree = SourceTree.of(
                "core/src/main/java/cts/indication/Fade.java",
                "@AutoService(IndicationType.class)\npublic final class Fade {}\n",
                MEASURES + "WinRate.java",
                "public final class WinRate {}\n",
                MEASURES + "Sharpe.java",
                "public final class Sharpe {}\n",
                MEASURES + "Sums.java",
                "final class Sums {}\n",
                MEASURES + "Window.java",
                "public record Window() {}\n",
                "docs/formulas.md",
                "| name | formula | class |\n|---|---|---|\n| win rate | w / n | `WinRate` |\n| `Sharpe` | m | `Calmar` |\n");
        assertThat(DocumentRules.formulas(tree, Map.of("Window", "a span of time", "Gone", "nothing")))
                .containsExactly(
                        "Fade has no row in docs/formulas.md",
                        "Sharpe has no row in docs/formulas.md",
                        "docs/formulas.md names the class Calmar, which does not exist (a new file counts once Git knows it)",
                        "Gone has a reason but does not exist");
    }

    @Test
    void gapsDoublesAndLonelyMigrationsAreFound() {
        assertThat(MigrationRules.numbers(
                        migrations("common/V001__a", "sqlite/V002__b", "postgresql/V002__b", "common/V003__c")))
                .isEmpty();
        assertThat(MigrationRules.numbers(migrations("common/V001__a", "common/V003__c")))
                .containsExactly("migration 002 is missing");
        assertThat(MigrationRules.numbers(migrations("common/V001__a", "common/V001__b", "sqlite/V002__c")))
                .containsExactly(
                        "migration 001 lies in [common, common]; it lies in common, or in postgresql and sqlite",
                        "migration 002 lies in [sqlite]; it lies in common, or in postgresql and sqlite");
        assertThat(MigrationRules.numbers(migrations("common/V1__a")))
                .containsExactly(DB + "migration/common/V1__a.sql is not named like a migration or its undo script");
    }

    @Test
    void undoScriptsComeForAllOrNone() {
        SourceTree tree = SourceTree.of(
                DB + "migration/common/V001__a.sql",
                "",
                DB + "migration/common/V002__b.sql",
                "",
                DB + "undo/common/U002__b.sql",
                "",
                DB + "undo/common/U003__c.sql",
                "");
        assertThat(MigrationRules.numbers(tree))
                .containsExactly("migration 001 has no undo script", "undo script 003 has no migration");
    }

    @Test
    void editedUnrecordedAndVanishedMigrationsAreFound() {
        String a = DB + "migration/common/V001__a.sql";
        String b = DB + "migration/common/V002__b.sql";
        String sums = MigrationRules.sha256("select 1;\n") + "  migration/common/V001__a.sql\n";
        assertThat(MigrationRules.checksums(SourceTree.of(a, "select 1;\n", DB + "migrations.sha256", sums)))
                .isEmpty();
        assertThat(MigrationRules.checksums(
                        SourceTree.of(a, "select 2;\n", b, "", DB + "migrations.sha256", sums + "what\n")))
                .containsExactly(
                        DB + "migrations.sha256 has a line that is no checksum: what",
                        a + " was edited after its checksum was recorded",
                        b + " is not in " + DB + "migrations.sha256");
        assertThat(MigrationRules.checksums(SourceTree.of(DB + "migrations.sha256", sums)))
                .containsExactly(DB + "migrations.sha256 names " + a + ", which does not exist");
    }

    private static SourceTree migrations(String... scripts) {
        String[] files = new String[scripts.length * 2];
        for (int i = 0; i < scripts.length; i++) {
            files[2 * i] = DB + "migration/" + scripts[i] + ".sql";
            files[2 * i + 1] = "";
        }
        return SourceTree.of(files);
    }
}
