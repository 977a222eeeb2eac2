package cts.server.storage;

/**
 * Storage could not do what was asked. The message is one sentence that names what, where and the mend, fit to be shown;
 * it never holds a password.
 */
public final class StorageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is, which decides whether trying again can help. */
    public enum Kind {
        /** The database or disk does not answer, is locked or full: trying again may help. */
        UNAVAILABLE,
        /** A row with this key exists, or another row still refers to it: trying again does not help. */
        CONFLICT,
        /** The request itself is wrong: trying again does not help. */
        REFUSED
    }

    private final Kind kind;

    private StorageException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    private StorageException(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    public static StorageException refused(String sentence) {
        return new StorageException(Kind.REFUSED, sentence);
    }

    public static StorageException refused(String sentence, Throwable cause) {
        return new StorageException(Kind.REFUSED, sentence, cause);
    }

    public static StorageException unavailable(String sentence) {
        return new StorageException(Kind.UNAVAILABLE, sentence);
    }

    public static StorageException unavailable(String sentence, Throwable cause) {
        return new StorageException(Kind.UNAVAILABLE, sentence, cause);
    }

    static StorageException conflict(String sentence, Throwable cause) {
        return new StorageException(Kind.CONFLICT, sentence, cause);
    }

    public Kind kind() {
        return kind;
    }
}
