package cts.server.storage.backup;

/** A value that cannot be written so that both databases read it alike. The message is the end of a sentence. */
final class BadValue extends Exception {
    private static final long serialVersionUID = 1L;

    BadValue(String why) {
        super(why);
    }

    BadValue(String why, Throwable cause) {
        super(why, cause);
    }
}
