package cts.server.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where the server of a data folder listens and the token with which the command line acts as admin there; new at each
 * start, in a file of rights 0600.
 *
 * @param pid process of the server
 */
public record ControlFile(int port, String token, long pid) {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int LAST_PORT = 65_535;

    public ControlFile {
        if (port < 1 || port > LAST_PORT) throw new IllegalArgumentException("port " + port + " is none");
        if (Objects.requireNonNullElse(token, "").isBlank()) throw new IllegalArgumentException("the token is missing");
    }

    /** Leaves the token out. */
    @Override
    public String toString() {
        return "ControlFile[port " + port + ", pid " + pid + "]";
    }

    /** A new token for this process, listening on the port. */
    public static ControlFile of(int port) {
        return new ControlFile(port, Secret.random(), ProcessHandle.current().pid());
    }

    /** Whether the token is ours. */
    public boolean accepts(String given) {
        return Secret.equal(token, given);
    }

    /**
     * Writes or replaces the file.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void write(Path file) {
        PrivateFile.write(file, JSON.writeValueAsString(this) + "\n");
    }

    /** Removes the file, unless another server has written its own meanwhile. */
    public void remove(Path file) throws IOException {
        if (read(file).filter(this::equals).isPresent()) {
            PrivateFile.delete(file);
        }
    }

    /**
     * Reads what a server left.
     *
     * @return empty when there is no such file
     * @throws IOException one sentence, if it cannot be read or is not one of ours
     */
    public static Optional<ControlFile> read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        try {
            return Optional.of(Optional.ofNullable(JSON.readValue(text, ControlFile.class))
                    .orElseThrow(() -> foreign(file, new IOException("there is nothing in it"))));
        } catch (JacksonException broken) {
            throw foreign(file, broken);
        }
    }

    private static IOException foreign(Path file, Exception cause) {
        return new IOException(
                "the file " + file + " is not what a CTS server writes; stop the server and start it again", cause);
    }
}
