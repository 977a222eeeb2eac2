package cts.server.cli;

import cts.server.storage.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Says in one sentence why a command failed. Exceptions that carry a sentence for people are passed on; those of the
 * file system carry only a path and get words; whatever is left is a fault of the program and says where it arose.
 */
final class FailureSentence {
    private FailureSentence() {}

    static String of(Throwable failure) {
        return oneLine(
                switch (failure) {
                    case CommandFailure known -> known.sentence();
                    case UncheckedIOException wrapped ->
                        of(Optional.<Throwable>ofNullable(wrapped.getCause())
                                .orElse(new IOException(message(wrapped))));
                    case IllegalArgumentException refused when refused.getMessage() != null -> ended(message(refused));
                    case StorageException told -> inSentence(message(told));
                    case NoSuchFileException missing ->
                        "there is no file or folder %s; check the path.".formatted(missing.getFile());
                    case FileNotFoundException missing ->
                        "a file cannot be opened: %s; check that it exists and is yours.".formatted(message(missing));
                    case AccessDeniedException denied ->
                        "%s may not be read or written by this user; check its owner and rights."
                                .formatted(denied.getFile());
                    case NotDirectoryException file -> "%s is not a folder; name a folder.".formatted(file.getFile());
                    case FileAlreadyExistsException taken ->
                        "%s exists already; choose another name or remove it.".formatted(taken.getFile());
                    case FileSystemException full ->
                        "%s cannot be used: %s; check the disk and the rights."
                                .formatted(
                                        full.getFile(),
                                        Optional.ofNullable(full.getReason()).orElse("the system gave no reason"));
                    case BindException taken ->
                        "the address is in use or not this machine's: %s; choose another with --port."
                                .formatted(message(taken));
                    case ConnectException refused ->
                        "no server answers: %s; start it with 'cts up'.".formatted(message(refused));
                    case IOException io -> "reading or writing failed: %s.".formatted(message(io));
                    case OutOfMemoryError memory ->
                        "the memory of %d MiB is not enough; give more with CTS_JAVA_OPTIONS=-Xmx… or ask for less."
                                .formatted(Runtime.getRuntime().maxMemory() >> 20);
                    default -> fault(failure);
                });
    }

    private static String fault(Throwable failure) {
        String place = Arrays.stream(failure.getStackTrace())
                .filter(frame -> frame.getClassName().startsWith("cts."))
                .findFirst()
                .map(frame -> " in %s line %d".formatted(frame.getClassName(), frame.getLineNumber()))
                .orElse("");
        return "a fault of the program: %s%s%s; please report it with the trace that --debug FILE writes."
                .formatted(
                        failure.getClass().getSimpleName(),
                        place,
                        failure.getMessage() == null ? "" : " (" + failure.getMessage() + ")");
    }

    private static String message(Throwable failure) {
        String text = Optional.ofNullable(failure.getMessage())
                .orElse(failure.getClass().getSimpleName());
        return failure instanceof IllegalArgumentException || failure instanceof StorageException || !text.endsWith(".")
                ? text
                : text.substring(0, text.length() - 1);
    }

    /** A sentence that begins with a capital, after the program's name. */
    static String inSentence(String text) {
        boolean word = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
    }

    private static String ended(String text) {
        return text.endsWith(".") || text.endsWith("?") ? text : text + ".";
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
