package cts.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * The launcher in a checkout of three files, with a JDK and a Maven made of shell scripts that write down what they were
 * asked. Only the usual places for a JDK are changed in the copy, so that the machine's own is not found.
 */
final class LauncherCheckout {
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
            "cp",
            "ln",
            "mv",
            "touch",
            "cksum",
            "cut",
            "awk",
            "wc",
            "flock",
            "sleep");

    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final Path folder;
    private final Path checkout;
    private final Path bin;
    private final Path calls;

    LauncherCheckout(Path folder) throws IOException {
        this.folder = folder;
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
                [ ! -e slow ] || { echo half >server/target/cts.jar; touch begun; while [ -e slow ]; do sleep 0.05; done; }
                wc -l <'%s' >server/target/cts.jar
                """.formatted(calls, calls));
    }

    /** A file of the checkout. */
    Path file(String path) {
        return checkout.resolve(path);
    }

    /** A program on the launcher's path. */
    Path tool(String name) {
        return bin.resolve(name);
    }

    Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        write(home.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        script(home.resolve("bin/javac"), "exit 0\n");
        script(home.resolve("bin/java"), """
                { printf 'java %%s ' '%1$s'; for each in "$@"; do printf '%%s|' "$each"; done; echo; } >>'%2$s/calls'
                for each in "$@"; do case $each in */cts.jar) cat "$each" >>'%2$s/jars' ;; esac; done
                touch '%2$s/started'
                while [ -e "${WAIT_FOR:-/none}" ]; do sleep 0.05; done
                exit "${FAKE_STATUS:-0}"
                """.formatted(home, folder));
        return home;
    }

    /** The finished builds, oldest first. */
    List<Path> builds() throws IOException {
        try (Stream<Path> all = Files.list(checkout.toRealPath().resolve("server/target/run"))) {
            return all.sorted(Comparator.comparingLong(
                            each -> each.resolve("cts.jar").toFile().lastModified()))
                    .toList();
        }
    }

    static void await(Path file) {
        for (long end = System.nanoTime() + PATIENCE_NANOS; !Files.exists(file); ) {
            assertThat(System.nanoTime()).as("%s does not come", file).isLessThan(end);
            LockSupport.parkNanos(10_000_000);
        }
    }

    Outcome launch(Map<String, String> environment, String... arguments) throws Exception {
        return finish(process(environment, command(arguments)));
    }

    Process start(Map<String, String> environment, String... arguments) throws IOException {
        return process(environment, command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String[] command(String... arguments) {
        return Stream.concat(Stream.of(checkout.resolve("cts").toString()), Arrays.stream(arguments))
                .toArray(String[]::new);
    }

    ProcessBuilder process(Map<String, String> environment, String... command) {
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.environment().clear();
        process.environment().put("PATH", bin.toString());
        process.environment().put("HOME", folder.toString());
        process.environment().put("LC_ALL", "C.UTF-8");
        process.environment().putAll(environment);
        return process;
    }

    Outcome finish(ProcessBuilder command) throws Exception {
        Path out = Files.createTempFile(folder, "out", "");
        Path errors = Files.createTempFile(folder, "errors", "");
        int status = command.redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start()
                .waitFor();
        return new Outcome(status, Files.readString(out), Files.readString(errors));
    }

    String checksum(Path file) throws Exception {
        return finish(new ProcessBuilder("bash", "-c", "cksum <'%s'".formatted(file)))
                .out();
    }

    List<String> calls() throws IOException {
        return Files.readAllLines(calls);
    }

    static Path located(String tool) {
        return Stream.of("/usr/bin", "/bin", "/opt/homebrew/bin")
                .map(folder -> Path.of(folder, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("this machine has no " + tool));
    }

    static void script(Path file, String text) throws IOException {
        write(file, text.startsWith("#!") ? text : "#!/bin/bash\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** What a launch came to. */
    record Outcome(int status, String out, String errors) {}
}
