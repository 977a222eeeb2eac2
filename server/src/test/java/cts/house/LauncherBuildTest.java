package cts.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the launcher builds: only what changed, once, and never under a program that runs. */
class LauncherBuildTest {
    @TempDir
    private Path folder;

    private LauncherCheckout machine;

    @BeforeEach
    void makeCheckout() throws IOException {
        machine = new LauncherCheckout(folder);
    }

    @Test
    void missingMavenIsOneSentence() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        Files.delete(machine.tool("mvn"));
        LauncherCheckout.Outcome outcome = machine.launch(Map.of(), "version");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: Maven was not found in PATH")
                .hasLineCount(1);
    }

    @Test
    void firstUseBuildsAndTheNextIsQuiet() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        assertThat(machine.launch(Map.of(), "version").errors())
                .isEqualTo("Building CTS (first use, about a minute)…\n");
        LauncherCheckout.Outcome second = machine.launch(Map.of(), "version");
        assertThat(second.errors()).isEmpty();
        assertThat(machine.calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(1);
        assertThat(machine.calls()).filteredOn(call -> call.startsWith("java")).hasSize(2);
    }

    @Test
    void changedAndDeletedSourcesAreBuiltAgain() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.write(machine.file("server/src/main/java/B.java"), "class B {}");
        machine.launch(Map.of(), "version");
        LauncherCheckout.write(machine.file("server/src/main/java/A.java"), "class A { int a; }");
        machine.launch(Map.of(), "version");
        Files.createDirectories(machine.file("server/target/classes"));
        Files.delete(machine.file("server/src/main/java/B.java"));
        LauncherCheckout.Outcome third = machine.launch(Map.of(), "version");
        assertThat(third.errors()).isEqualTo("Building CTS (the sources changed)…\n");
        assertThat(machine.calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(3);
        assertThat(machine.file("server/target/classes")).doesNotExist();
    }

    @Test
    void failedBuildShowsItsErrorsAndIsTriedAgain() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.write(machine.file("fail"), "");
        LauncherCheckout.Outcome failed = machine.launch(Map.of(), "version");
        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.errors())
                .contains("no such thing", "cts: the build failed")
                .doesNotContain("noise");
        Files.delete(machine.file("fail"));
        assertThat(machine.launch(Map.of(), "version").status()).isZero();
    }

    @Test
    void twoLaunchesAtOnceBuildOnce() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.write(machine.file("slow"), "");
        Process first = machine.start(Map.of(), "version");
        LauncherCheckout.await(machine.file("begun"));
        Process second = machine.start(Map.of(), "version");
        Files.delete(machine.file("slow"));
        assertThat(first.waitFor()).isZero();
        assertThat(second.waitFor()).isZero();
        assertThat(machine.calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(1);
        assertThat(machine.calls()).filteredOn(call -> call.startsWith("java")).hasSize(2);
    }

    @Test
    void runningProgramKeepsItsFilesThroughLaterBuilds() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.write(folder.resolve("running"), "");
        Process server =
                machine.start(Map.of("WAIT_FOR", folder.resolve("running").toString()), "replay");
        LauncherCheckout.await(folder.resolve("started"));
        Path first = machine.builds().getFirst();
        String whole = Files.readString(first.resolve("cts.jar"));

        LauncherCheckout.write(machine.file("server/src/main/java/A.java"), "class A { int a; }");
        LauncherCheckout.write(machine.file("slow"), "");
        Process building = machine.start(Map.of(), "version");
        LauncherCheckout.await(machine.file("begun"));
        assertThat(Files.readString(first.resolve("cts.jar"))).isEqualTo(whole);
        Files.delete(machine.file("slow"));
        assertThat(building.waitFor()).isZero();
        assertThat(machine.builds()).hasSize(2).contains(first);

        Files.delete(folder.resolve("running"));
        assertThat(server.waitFor()).isZero();
        LauncherCheckout.write(machine.file("server/src/main/java/A.java"), "class A { int b; }");
        machine.launch(Map.of(), "version");
        assertThat(machine.builds()).doesNotContain(first);
        assertThat(machine.calls())
                .last()
                .asString()
                .contains(machine.builds().getLast().toString());
    }

    @Test
    void startDuringABuildRunsTheWholeOfIt() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        machine.launch(Map.of(), "version");
        LauncherCheckout.write(machine.file("server/src/main/java/A.java"), "class A { int a; }");
        LauncherCheckout.write(machine.file("slow"), "");
        Process building = machine.start(Map.of(), "version");
        LauncherCheckout.await(machine.file("begun"));
        Process meanwhile = machine.start(Map.of(), "version");
        Files.delete(machine.file("slow"));
        assertThat(building.waitFor()).isZero();
        assertThat(meanwhile.waitFor()).isZero();
        assertThat(Files.readAllLines(folder.resolve("jars"))).hasSize(3).doesNotContain("half");
        assertThat(machine.calls()).filteredOn(call -> call.startsWith("mvn")).hasSize(2);
    }

    @Test
    void finishedBuildRunsWithoutMavenAndWithoutWriting() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        machine.launch(Map.of(), "version");
        Files.delete(machine.tool("mvn"));
        List<Path> folders;
        try (Stream<Path> all = Files.walk(machine.file(""))) {
            folders = all.filter(Files::isDirectory).toList();
        }
        folders.forEach(each -> assertThat(each.toFile().setWritable(false)).isTrue());
        LauncherCheckout.Outcome outcome = machine.launch(Map.of(), "version");
        folders.forEach(each -> assertThat(each.toFile().setWritable(true)).isTrue());
        assertThat(outcome).isEqualTo(new LauncherCheckout.Outcome(0, "", ""));
    }

    @Test
    void checkoutThatTakesNoBuildIsOneSentence() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        // A file in the place of the folder stops even root.
        LauncherCheckout.write(machine.file("target"), "");
        LauncherCheckout.Outcome outcome = machine.launch(Map.of(), "version");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors())
                .startsWith("cts: CTS must be built, but " + machine.file("").toRealPath() + " cannot be written")
                .hasLineCount(1);
        assertThat(machine.calls()).isEmpty();
    }

    @Test
    void buildThatMadeNothingIsOneSentence() throws Exception {
        machine.jdk("jvm/temurin", "25.0.1");
        LauncherCheckout.script(machine.tool("mvn"), "exit 0\n");
        LauncherCheckout.Outcome outcome = machine.launch(Map.of(), "version");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.errors().lines().toList().getLast()).startsWith("cts: the build made no cts.jar; remove ");
    }
}
