package cts.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Runs other programs to their end, one at a time. */
final class Commands {
    private Commands() {}

    /**
     * What a command prints; its errors go where ours go.
     *
     * @throws BenchFailure when it cannot be started or does not succeed
     */
    static List<String> lines(List<String> command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int status = process.waitFor();
                if (status != 0) throw failed(command, "it ended with status " + status);
                return text.lines().toList();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new BenchFailure(sentence(command, String.valueOf(failure.getMessage())), failure);
        }
    }

    private static BenchFailure failed(List<String> command, String why) {
        return new BenchFailure(sentence(command, why));
    }

    private static String sentence(List<String> command, String why) {
        return "'%s' failed: %s; its own words stand above.".formatted(String.join(" ", command), why);
    }
}
