package cts.server.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * A text file that appears whole or not at all: it is written beside its place and moved there by {@link #commit}. What
 * is no file, such as {@code /dev/stdout}, is written straight to. One thread.
 */
final class FileOutput implements AutoCloseable {
    private final Path target;
    /** Where the lines go until the commit; empty for what is no file. */
    private final Optional<Path> partial;

    private final BufferedWriter writer;
    private boolean committed;

    /** @throws CommandFailure if nothing can be written there */
    FileOutput(Path target) {
        this.target = target.toAbsolutePath();
        partial = isDevice(this.target)
                ? Optional.empty()
                : Optional.of(this.target.resolveSibling("%s.%d.partial"
                        .formatted(target.getFileName(), ProcessHandle.current().pid())));
        // A command that is stopped by a signal leaves nothing half-written.
        partial.ifPresent(file -> file.toFile().deleteOnExit());
        try {
            writer = Files.newBufferedWriter(partial.orElse(this.target), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    /**
     * Refuses a place where no file can be, or where one that is read stands.
     *
     * @param option which names the place, for errors
     * @param inputs files that the command reads or writes, too
     * @throws CommandFailure if it is a folder, or its folder is missing, or it may not be replaced
     */
    static void checkPlace(String option, Path target, List<Path> inputs) {
        if (target.toString().isBlank()) {
            throw new CommandFailure("%s names no file; name one to write.".formatted(option));
        }
        if (Files.isDirectory(target)) {
            throw new CommandFailure("%s %s is a folder; name a file to write.".formatted(option, target));
        }
        Path folder = target.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new CommandFailure("there is no folder %s to write %s in; make it or name another."
                    .formatted(folder, target.getFileName()));
        }
        if (Files.exists(target) && !Files.isWritable(target)) {
            throw new CommandFailure(
                    "%s %s is there and may not be overwritten; name another file.".formatted(option, target));
        }
        if (inputs.stream().anyMatch(input -> isSame(input, target))) {
            throw new CommandFailure(
                    "%s %s is a file that this command uses already; name another.".formatted(option, target));
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            if (Files.exists(one) && Files.exists(other)) return !isDevice(one) && Files.isSameFile(one, other);
        } catch (IOException unknown) {
            throw new CommandFailure(
                    "%s and %s cannot be compared; check that they may be read.".formatted(one, other), unknown);
        }
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static boolean isDevice(Path file) {
        return file.startsWith("/dev") || (Files.exists(file) && !Files.isRegularFile(file));
    }

    /** @throws CommandFailure if the disk is full or fails */
    void line(CharSequence text) {
        try {
            writer.append(text).append('\n');
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    /**
     * Puts the file in its place.
     *
     * @throws CommandFailure if the disk is full or fails; the file is then as it was
     */
    void commit() {
        try {
            writer.close();
            if (partial.isPresent()) Files.move(partial.get(), target, StandardCopyOption.REPLACE_EXISTING);
            committed = true;
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }

    private CommandFailure unwritable(IOException failure) {
        String reason = switch (failure) {
            case AccessDeniedException _ -> "access denied";
            case FileSystemException told when told.getReason() != null -> told.getReason();
            default -> String.valueOf(failure.getMessage());
        };
        return new CommandFailure(
                "%s cannot be written (%s); check its folder and the disk, or name another place."
                        .formatted(target, reason),
                failure);
    }

    /** Without a commit before, leaves no trace. */
    @Override
    public void close() {
        if (committed) return;
        try {
            writer.close();
        } catch (IOException unneeded) {
            // A full disk refuses the last lines again; they are thrown away in any case.
        }
        try {
            if (partial.isPresent()) Files.deleteIfExists(partial.get());
        } catch (IOException failed) {
            throw unwritable(failed);
        }
    }
}
