package cts.server.storage;

import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.sqlite.SQLiteException;

/** Turns what drivers and libraries throw into one sentence that names what, where and the mend. */
public final class Failures {
    private Failures() {}

    /** The database could not be opened. What no second try can mend is refused. */
    public static StorageException unreachable(DatabaseChoice choice, Throwable failure) {
        SQLException cause = find(failure);
        if (isDamaged(cause)) return damaged(choice, failure);
        if (cause instanceof SQLTransientConnectionException) {
            return StorageException.unavailable(noneFree(choice), failure);
        }
        String sentence = "The " + choice.type().word() + " database " + choice.place() + " cannot be opened ("
                + reason(cause, failure) + "): " + mendOfOpening(choice, cause, failure);
        return isFinal(cause, failure)
                ? StorageException.refused(sentence, failure)
                : StorageException.unavailable(sentence, failure);
    }

    /** All connections were in use for too long. */
    static StorageException noConnection(DatabaseChoice choice) {
        return StorageException.unavailable(noneFree(choice));
    }

    private static String noneFree(DatabaseChoice choice) {
        return "No connection to the " + choice.type().word() + " database " + choice.place() + " became free within "
                + Pools.CONNECT.toSeconds() + " s: ask for less at once; the database's figures say who keeps them.";
    }

    /** A statement or transaction failed. */
    public static StorageException of(DatabaseChoice choice, String what, Throwable failure) {
        if (failure instanceof StorageException told) {
            return told;
        }
        SQLException cause = find(failure);
        if (isDamaged(cause)) return damaged(choice, failure);
        String start = what + " failed in the " + choice.type().word() + " database " + choice.place() + " ("
                + reason(cause, failure) + "): ";
        return switch (kind(cause)) {
            case CONFLICT ->
                StorageException.conflict(
                        start + "a row with this key exists, or a row it needs or that needs it is in the way.",
                        failure);
            case REFUSED -> StorageException.refused(start + mendOfRefusal(cause), failure);
            case UNAVAILABLE -> StorageException.unavailable(start + mend(cause), failure);
        };
    }

    /** Whether a statement on PostgreSQL gave up waiting for a lock, or was chosen to end a deadlock. */
    static boolean isLockTimeout(StorageException failure) {
        SQLException cause = find(failure);
        String state = state(cause);
        return state.equals("55P03") || state.equals("40P01");
    }

    /** Trying again would not mend it. */
    private static boolean isDamaged(@Nullable SQLException cause) {
        return cause instanceof SQLiteException sqlite
                && switch (sqlite.getResultCode()) {
                    case SQLITE_NOTADB,
                            SQLITE_CORRUPT,
                            SQLITE_CORRUPT_VTAB,
                            SQLITE_CORRUPT_SEQUENCE,
                            SQLITE_CORRUPT_INDEX -> true;
                    default -> false;
                };
    }

    public static StorageException damaged(DatabaseChoice choice, Throwable failure) {
        return StorageException.refused(
                "The file " + choice.place() + " is damaged or no SQLite database: restore a backup, or move it away to"
                        + " begin with an empty one.",
                failure);
    }

    private static String mendOfRefusal(@Nullable SQLException cause) {
        return state(cause).equals("42501")
                ? "grant the user of DATABASE_URL that right."
                : "the database does not accept these values.";
    }

    private static String mend(@Nullable SQLException cause) {
        if (cause instanceof SQLiteException sqlite) {
            return switch (sqlite.getResultCode()) {
                case SQLITE_FULL -> "its disk is full; free some space, then try again.";
                case SQLITE_READONLY, SQLITE_READONLY_DBMOVED, SQLITE_READONLY_DIRECTORY, SQLITE_READONLY_CANTLOCK ->
                    "make the file and its folder writable for this user, then try again.";
                case SQLITE_BUSY, SQLITE_BUSY_SNAPSHOT, SQLITE_LOCKED ->
                    "another program holds the file; end that one, then try again.";
                default -> "see that its disk has room and can be read and written, then try again.";
            };
        }
        return switch (state(cause)) {
            case "53100" -> "the server's disk is full; free some space there, then try again.";
            case "53200" ->
                "the server has too little memory for so many locks; raise its max_locks_per_transaction, restart it, then"
                        + " try again.";
            case "53300" ->
                "the server has no connection left; raise its max_connections or end others, then try again.";
            case "55P03", "57014" -> "another session holds a lock on a table; end that one, then try again.";
            case "25006" -> "this server only reads; let DATABASE_URL name the primary.";
            case "57P01", "57P02", "57P03", "08006", "08003", "08001" ->
                "the server went away, and nothing of this transaction is kept; see that it runs, then try again.";
            default -> "see that it runs and its disk has room, then try again.";
        };
    }

    /** Whether the same try would fail again, whatever time passes. */
    private static boolean isFinal(@Nullable SQLException cause, Throwable failure) {
        return switch (state(cause)) {
            case "28P01", "28000", "3D000" -> true;
            default -> isTls(cause, failure);
        };
    }

    private static boolean isTls(@Nullable SQLException cause, Throwable failure) {
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 20; at = at.getCause(), depth++) {
            if (at instanceof SSLException || at instanceof GeneralSecurityException) return true;
        }
        String message = cause == null ? "" : String.valueOf(cause.getMessage());
        return message.contains("SSL") || message.contains("hostnameverifier");
    }

    private static String state(@Nullable SQLException cause) {
        return cause == null || cause.getSQLState() == null ? "" : cause.getSQLState();
    }

    private static StorageException.Kind kind(@Nullable SQLException cause) {
        if (cause instanceof SQLiteException sqlite) {
            return switch (sqlite.getResultCode()) {
                case SQLITE_CONSTRAINT_UNIQUE,
                        SQLITE_CONSTRAINT_PRIMARYKEY,
                        SQLITE_CONSTRAINT_FOREIGNKEY,
                        SQLITE_CONSTRAINT_TRIGGER -> StorageException.Kind.CONFLICT;
                case SQLITE_CONSTRAINT,
                        SQLITE_CONSTRAINT_CHECK,
                        SQLITE_CONSTRAINT_NOTNULL,
                        SQLITE_CONSTRAINT_DATATYPE,
                        SQLITE_MISMATCH,
                        SQLITE_TOOBIG,
                        SQLITE_ERROR,
                        SQLITE_RANGE -> StorageException.Kind.REFUSED;
                default -> StorageException.Kind.UNAVAILABLE;
            };
        }
        String state = state(cause);
        return switch (state) {
            // unique, foreign key, restrict
            case "23505", "23503", "23001" -> StorageException.Kind.CONFLICT;
            default ->
                state.startsWith("22") || state.startsWith("23") || state.startsWith("42")
                        ? StorageException.Kind.REFUSED
                        : StorageException.Kind.UNAVAILABLE;
        };
    }

    private static String mendOfOpening(DatabaseChoice choice, @Nullable SQLException cause, Throwable failure) {
        if (choice.type() == DatabaseType.SQLITE) {
            return "see that the file and its folder can be read and written.";
        }
        return switch (state(cause)) {
            case "28P01", "28000" -> "correct user and password in DATABASE_URL.";
            case "3D000" -> "create that database, or correct its name in DATABASE_URL.";
            case "53300" -> "raise the server's max_connections, or end other sessions.";
            default ->
                isTls(cause, failure)
                        ? "see that the server offers TLS with a certificate for this host name, and let sslrootcert in"
                                + " DATABASE_URL name the file of the authority that signed it."
                        : "see that the server runs and that DATABASE_URL is right.";
        };
    }

    /** The driver's word, on one line and without its detail, which may repeat a row's values. */
    private static String reason(@Nullable SQLException cause, Throwable failure) {
        Throwable told = cause == null ? failure : cause;
        String message = cause instanceof PSQLException postgres && postgres.getServerErrorMessage() != null
                ? postgres.getServerErrorMessage().getMessage()
                : told.getMessage();
        if (message == null || message.isBlank()) {
            return told.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse("").strip();
        String shown = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
        return shown.startsWith("[SQLITE") ? sqliteReason(shown) : shown;
    }

    private static String sqliteReason(String message) {
        int end = message.indexOf(']');
        String code = message.substring("[SQLITE_".length(), end)
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        return code + ":" + message.substring(end + 1);
    }

    private static @Nullable SQLException find(Throwable failure) {
        SQLException found = null;
        int depth = 0;
        for (Throwable at = failure; at != null && depth < 20; at = at.getCause(), depth++) {
            if (at instanceof SQLException sql) {
                found = sql;
            }
        }
        return found instanceof java.sql.BatchUpdateException batch && batch.getNextException() != null
                ? batch.getNextException()
                : found;
    }
}
