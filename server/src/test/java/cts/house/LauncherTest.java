package cts.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher finds, runs and says, in a checkout of its own. */
class LauncherTest {
    @TempDir
    private Path folder;

    private LauncherCheckout machine;

    @BeforeEach
    void makeCheckout() throws IOException {
        machine = new LauncherCheckout(folder);
    }

    @Test
    void missingJdkIsOneSentence() throws Exception {
        LauncherCheckout.Outcome outcome = machine.launch(Map.of(), "version");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: JDK 25 was not found in CTS_JAVA_HOME, JAVA_HOME")
                .hasLineCount(1);
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void olderJdkIsPassedOverForTheRightOne() throws Exception {
        machine.jdk("old", "17.0.2");
        Path right = machine.jdk("jvm/temurin", "25.0.1");
        machine.launch(Map.of("JAVA_HOME", folder.resolve("old").toString()), "version");
        assertThat(machine.calls()).last().asString().startsWith("java " + right);
    }

    @Test
    void missingNpmIsSaidBeforeAnyTestRuns() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.write(machine.file("dashboard/package.json"), "{}");
        LauncherCheckout.Outcome outcome = machine.launch(Map.of(), "test");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: npm was not found in PATH; the tests of the dashboard need Node.js")
                .hasLineCount(1);
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void progressIsForTerminalsAlone() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        machine.launch(Map.of(), "version");
        assertThat(machine.calls()).last().asString().contains("|-Dcts.terminal=false|");
    }

    @Test
    void argumentsAndExitStatusPassUnchanged() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.Outcome outcome = machine.launch(Map.of("FAKE_STATUS", "7"), "sweep", "--out", "a b.csv", "*");
        assertThat(outcome.status()).isEqualTo(7);
        assertThat(machine.calls()).last().asString().endsWith("cts.jar|sweep|--out|a b.csv|*|");
    }

    @Test
    void linkToTheLauncherFindsItsCheckout() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        Path link = Files.createSymbolicLink(folder.resolve("link"), machine.file("cts"));
        assertThat(machine.finish(machine.process(Map.of(), link.toString(), "version"))
                        .status())
                .isZero();
        assertThat(machine.calls()).last().asString().containsPattern("check out/server/target/run/[0-9-]+/cts.jar");
    }

    @Test
    void onlyUpUsesTheAheadOfTimeCacheAndOnlyOneThatIsWhole() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        machine.launch(Map.of(), "version");
        Path release = folder.resolve("jvm/temurin/release");
        Path cache = machine.builds()
                .getFirst()
                .resolve("aot-" + machine.checksum(release).split(" ", 2)[0] + ".cache");
        LauncherCheckout.write(cache, "cache");
        LauncherCheckout.write(Path.of(cache.toString().replace(".cache", ".sum")), machine.checksum(cache));
        machine.launch(Map.of(), "up");
        assertThat(machine.calls()).last().asString().contains("-XX:AOTCache=" + cache);
        machine.launch(Map.of(), "version");
        assertThat(machine.calls()).last().asString().doesNotContain("AOTCache");
        LauncherCheckout.write(cache, "cacke");
        machine.launch(Map.of(), "up");
        assertThat(machine.calls()).last().asString().endsWith("cts.jar|up|").doesNotContain("AOTCache");
    }

    @Test
    void unknownOptionOfTestIsNamed() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.Outcome outcome = machine.launch(Map.of(), "test", "--depe");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: unknown option '--depe' of 'cts test'")
                .hasLineCount(1);
    }

    @Test
    void testCountsEveryReportAndFailsWhenATestFailed() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        String report =
                "<?xml version=\"1.0\"?>\n<testsuite xmlns:x=\"a\" name=\"%s\" time=\"1\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\" timestamp=\"b\">\n</testsuite>\n";
        LauncherCheckout.script(machine.tool("mvn"), """
                mkdir -p server/target core/target/surefire-reports server/target/surefire-reports
                touch server/target/cts.jar
                case "$*" in *verify*)
                  cp '%1$s/core.xml' core/target/surefire-reports/TEST-core.xml
                  cp '%1$s/server.xml' server/target/surefire-reports/TEST-server.xml ;;
                esac
                """.formatted(folder));
        LauncherCheckout.script(machine.tool("cp"), "exec %s \"$@\"\n".formatted(LauncherCheckout.located("cp")));
        Files.createDirectories(machine.file("core"));
        LauncherCheckout.write(folder.resolve("core.xml"), report.formatted("core", 5, 0, 0, 0));
        LauncherCheckout.write(folder.resolve("server.xml"), report.formatted("server", 4, 0, 0, 0));
        LauncherCheckout.Outcome good = machine.launch(Map.of(), "test");
        assertThat(good.out().lines()).last().isEqualTo("9 passed, 0 failed");
        assertThat(good.status()).isZero();
        LauncherCheckout.write(folder.resolve("server.xml"), report.formatted("server", 4, 1, 1, 1));
        LauncherCheckout.Outcome bad = machine.launch(Map.of(), "test");
        assertThat(bad.out().lines()).last().isEqualTo("6 passed, 2 failed, 1 skipped");
        assertThat(bad.status()).isEqualTo(1);
    }
}
