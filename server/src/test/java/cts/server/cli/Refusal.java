package cts.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A command that must refuse: one sentence on the error stream, nothing on the other, a status other than 0, and not a
 * byte changed in the folder it works in.
 */
final class Refusal {
    private Refusal() {}

    /**
     * Runs a command and returns its sentence, without the program's name.
     *
     * @param line the arguments, separated by blanks; {@code @name} is a file of the folder
     */
    static String of(Path folder, String line) throws IOException {
        return of(folder, List.of(line.split(" ")));
    }

    static String of(Path folder, List<String> arguments) throws IOException {
        Map<String, String> before = contents(folder);
        StringWriter out = new StringWriter();
        StringWriter errors = new StringWriter();
        String[] given = placed(folder, arguments);
        int status = Program.run(given, new PrintWriter(out, true), new PrintWriter(errors, true));
        String called = String.join(" ", given);
        assertThat(status).as(called + " → " + out + errors).isIn(1, 2);
        assertThat(out.toString()).as(called).isEmpty();
        assertThat(contents(folder)).as(called + " changes nothing").isEqualTo(before);
        return sentence(called, errors.toString());
    }

    /** Checks what stands on the error stream and takes the program's name off. */
    static String sentence(String called, String errors) {
        assertThat(errors)
                .as(called)
                .startsWith("cts: ")
                .hasLineCount(1)
                .matches("(?s).*[.?)]\n")
                .doesNotContain("Exception", "a fault of the program", "null", "\tat ");
        return errors.substring("cts: ".length()).strip();
    }

    static String[] placed(Path folder, List<String> arguments) {
        return arguments.stream()
                .map(each ->
                        each.startsWith("@") ? folder.resolve(each.substring(1)).toString() : each)
                .toArray(String[]::new);
    }

    /** Every file and folder with what is in it. */
    static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                boolean file = Files.isRegularFile(path);
                contents.put(
                        folder.relativize(path).toString(),
                        file ? Integer.toHexString(Arrays.hashCode(Files.readAllBytes(path))) : "folder");
            }
        }
        return contents;
    }

    /** The bytes of a text in which {@code \xNN} stands for one byte. */
    static byte[] bytes(String text) {
        List<Byte> bytes = new ArrayList<>();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                bytes.add((byte) Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                for (byte each : text.substring(i, i + 1).getBytes(StandardCharsets.UTF_8)) bytes.add(each);
            }
        }
        byte[] all = new byte[bytes.size()];
        for (int i = 0; i < all.length; i++) all[i] = bytes.get(i);
        return all;
    }
}
