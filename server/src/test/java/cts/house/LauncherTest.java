package cts.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher itself, in a checkout of three files, with a JDK and a Maven made of shell scripts that write down what
 * they were asked. Only the usual places for a JDK are changed in the copy, so that the machine's own is not found.
 */
class LauncherTest {
    private static final List<String> TOOLS = List.of(
            "bash",
            "sh",
            "env",
            "dirname",
            "readlink",
            "sed",
            "grep",
            "find",
            "head",
            "tail",
            "cat",
            "mkdir",
            "rm",
            "mv",
            "touch",
            "cksum",
            "cut",
            "awk",
            "flock",
            "sleep");

    @TempDir
    private Path folder;

    private Path checkout;
    private Path bin;
    private Path calls;

    @BeforeEach
    void makeCheckout() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        bin = Files.createDirectories(folder.resolve("bin"));
        calls = Files.createFile(folder.resolve("calls"));
        for (String tool : TOOLS) {
            script(bin.resolve(tool), "exec %s \"$@\"\n".formatted(located(tool)));
        }
        write(checkout.resolve("pom.xml"), "<project/>");
        write(checkout.resolve("server/src/main/java/A.java"), "class A {}");
        script(
                checkout.resolve("cts"),
                Files.readString(SourceTree.root().resolve("cts"))
                        .replace("/usr/lib/jvm", folder.resolve("jvm").toString())
                        .replace("/opt/", folder.resolve("opt") + "/")
                        .replace("/Library", folder.resolve("Library").toString()));
        script(bin.resolve("mvn"), """
                echo "mvn $*" >>'%s'
                mkdir -p server/target
                [ ! -e fail ] || { echo '[INFO] noise'; echo '[ERROR] A.java:[1,1] no such thing'; exit 1; }
                touch server/target/cts.jar
                """.formatted(calls));
    }

    @Test
    void missingJdkIsOneSentence() throws Exception {
        Outcome outcome = launch(Map.of(), "version");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: JDK 25 was not found in CTS_JAVA_HOME, JAVA_HOME")
                .hasLineCount(1);
        assertThat(calls()).isEmpty();
    }

    @Test
    void olderJdkIsPassedOverForTheRightOne() throws Exception {
        jdk("old", "17.0.2");
        Path right = jdk("jvm/temurin", "25.0.1");
        launch(Map.of("JAVA_HOME", folder.resolve("old").toString()), "version");
        assertThat(calls()).last().asString().startsWith("java " + right);
    }

    @Test
    void missingMavenIsOneSentence() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        Files.delete(bin.resolve("mvn"));
        Outcome outcome = launch(Map.of(), "version");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: Maven was not found in PATH")
                .hasLineCount(1);
    }

    @Test
    void firstUseBuildsAndTheNextIsQuiet() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        assertThat(launch(Map.of(), "version").errors()).isEqualTo("Building CTS (first use, about a minute)…\n");
        Outcome second = launch(Map.of(), "version");
        assertThat(second.errors()).isEmpty();
        assertThat(calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(1);
        assertThat(calls()).filteredOn(call -> call.startsWith("java")).hasSize(2);
    }

    @Test
    void changedAndDeletedSourcesAreBuiltAgain() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        write(checkout.resolve("server/src/main/java/B.java"), "class B {}");
        launch(Map.of(), "version");
        write(checkout.resolve("server/src/main/java/A.java"), "class A { int a; }");
        launch(Map.of(), "version");
        Files.createDirectories(checkout.resolve("server/target/classes"));
        Files.delete(checkout.resolve("server/src/main/java/B.java"));
        Outcome third = launch(Map.of(), "version");
        assertThat(third.errors()).isEqualTo("Building CTS (the sources changed)…\n");
        assertThat(calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(3);
        assertThat(checkout.resolve("server/target/classes")).doesNotExist();
    }

    @Test
    void failedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        write(checkout.resolve("fail"), "");
        Outcome failed = launch(Map.of(), "version");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.errors())
                .contains("no such thing", "cts: the build failed")
                .doesNotContain("noise");
        Files.delete(checkout.resolve("fail"));
        assertThat(launch(Map.of(), "version").status()).isZero();
    }

    @Test
    void twoLaunchesAtOnceBuildOnce() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        // A build slow enough that the second launch comes while it runs.
        script(bin.resolve("mvn"), """
                echo "mvn $*" >>'%s'
                sleep 0.5
                mkdir -p server/target
                touch server/target/cts.jar
                """.formatted(calls));
        Process first = start(Map.of(), "version");
        Process second = start(Map.of(), "version");
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(1);
        assertThat(calls()).filteredOn(call -> call.startsWith("java")).hasSize(2);
    }

    @Test
    void argumentsAndExitStatusPassUnchanged() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        Outcome outcome = launch(Map.of("FAKE_STATUS", "7"), "sweep", "--out", "a b.csv", "*");
        assertThat(outcome.status()).isEqualTo(7);
        assertThat(calls()).last().asString().endsWith("cts.jar|sweep|--out|a b.csv|*|");
    }

    @Test
    void linkToTheLauncherFindsItsCheckout() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        Path link = Files.createSymbolicLink(folder.resolve("link"), checkout.resolve("cts"));
        assertThat(finish(process(Map.of(), link.toString(), "version")).status())
                .isZero();
        assertThat(calls()).last().asString().contains("check out/server/target/cts.jar");
    }

    @Test
    void onlyUpUsesTheAheadOfTimeCacheAndOnlyOneThatIsWhole() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        launch(Map.of(), "version");
        Path release = folder.resolve("jvm/temurin/release");
        Path cache = checkout.resolve("server/target/aot-" + checksum(release).split(" ", 2)[0] + ".cache");
        write(cache, "cache");
        write(Path.of(cache.toString().replace(".cache", ".sum")), checksum(cache));
        launch(Map.of(), "up");
        assertThat(calls()).last().asString().contains("-XX:AOTCache=" + cache);
        launch(Map.of(), "version");
        assertThat(calls()).last().asString().doesNotContain("AOTCache");
        write(cache, "cacke");
        launch(Map.of(), "up");
        assertThat(calls()).last().asString().endsWith("cts.jar|up|").doesNotContain("AOTCache");
    }

    @Test
    void unknownOptionOfTestIsNamed() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        Outcome outcome = launch(Map.of(), "test", "--depe");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: unknown option '--depe' of 'cts test'")
                .hasLineCount(1);
    }

    @Test
    void testCountsEveryReportAndFailsWhenATestFailed() throws Exception {
        jdk("jvm/temurin", "25.0.1");
        String report =
                "<?xml version=\"1.0\"?>\n<testsuite xmlns:x=\"a\" name=\"%s\" time=\"1\" tests=\"%d\" errors=\"%d\" skipped=\"%d\" failures=\"%d\" timestamp=\"b\">\n</testsuite>\n";
        script(bin.resolve("mvn"), """
                mkdir -p server/target core/target/surefire-reports server/target/surefire-reports
                touch server/target/cts.jar
                case "$*" in *verify*)
                  cp '%1$s/core.xml' core/target/surefire-reports/TEST-core.xml
                  cp '%1$s/server.xml' server/target/surefire-reports/TEST-server.xml ;;
                esac
                """.formatted(folder));
        script(bin.resolve("cp"), "exec %s \"$@\"\n".formatted(located("cp")));
        Files.createDirectories(checkout.resolve("core"));
        write(folder.resolve("core.xml"), report.formatted("core", 5, 0, 0, 0));
        write(folder.resolve("server.xml"), report.formatted("server", 4, 0, 0, 0));
        Outcome good = launch(Map.of(), "test");
        assertThat(good.out().lines()).last().isEqualTo("9 passed, 0 failed");
        assertThat(good.status()).isZero();
        write(folder.resolve("server.xml"), report.formatted("server", 4, 1, 1, 1));
        Outcome bad = launch(Map.of(), "test");
        assertThat(bad.out().lines()).last().isEqualTo("6 passed, 2 failed, 1 skipped");
        assertThat(bad.status()).isEqualTo(1);
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        write(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        script(home.resolve("bin/javac"), "exit 0\n");
        script(home.resolve("bin/java"), """
                { printf 'java %%s ' '%s'; for each in "$@"; do printf '%%s|' "$each"; done; echo; } >>'%s'
                exit "${FAKE_STATUS:-0}"
                """.formatted(home, calls));
        return home;
    }

    private Outcome launch(Map<String, String> environment, String... arguments) throws Exception {
        return finish(process(environment, command(arguments)));
    }

    private Process start(Map<String, String> environment, String... arguments) throws IOException {
        return process(environment, command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String[] command(String... arguments) {
        return Stream.concat(Stream.of(checkout.resolve("cts").toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    private ProcessBuilder process(Map<String, String> environment, String... command) {
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().clear();
        process.environment().put("PATH", bin.toString());
        process.environment().put("HOME", folder.toString());
        process.environment().put("LC_ALL", "C.UTF-8");
        process.environment().putAll(environment);
        return process;
    }

    private Outcome finish(ProcessBuilder command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        int status = command.redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        return new Outcome(status, Files.readString(out), Files.readString(errors));
    }

    private String checksum(Path file) throws Exception {
        return finish(new ProcessBuilder("bash", "-c", "cksum <'%s'".formatted(file)))
                .out();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    private static Path located(String tool) {
        return Stream.of("/usr/bin", "/bin", "/opt/homebrew/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text.startsWith("#!") ? text : "#!/bin/bash\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private record Outcome(int status, String out, String errors) {}
}
