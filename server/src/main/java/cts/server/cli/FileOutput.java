package cts.server.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A text file that appears whole or not at all: it is written beside its place and moved there by {@link #commit}.
 * One thread.
 */
final class FileOutput implements AutoCloseable {
    private final Path target;
    private final Path partial;
    private final BufferedWriter writer;
    private boolean committed;

    FileOutput(Path target) {
        this.target = target.toAbsolutePath();
        partial = this.target.resolveSibling(target.getFileName() + ".partial");
        checkPlace(target);
        try {
            writer = Files.newBufferedWriter(partial, StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Refuses a place where no file can be.
     *
     * @throws CommandFailure if it is a folder, or its folder is missing
     */
    static void checkPlace(Path target) {
        if (Files.isDirectory(target)) {
            throw new CommandFailure("%s is a folder; name a file to write.".formatted(target));
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandFailure("there is no folder %s to write %s in; make it or name another."
                    .formatted(folder, target.getFileName()));
        }
    }

    void line(CharSequence text) {
        try {
            writer.append(text).append('\n');
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Puts the file in its place. */
    void commit() {
        try {
            writer.close();
            Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
            committed = true;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Without a commit before, leaves no trace. */
    @Override
    public void close() {
        if (committed) return;
        try {
            writer.close();
            Files.deleteIfExists(partial);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
