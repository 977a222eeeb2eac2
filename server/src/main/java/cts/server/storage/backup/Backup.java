package cts.server.storage.backup;

import java.util.Optional;

/**
 * A backup that was made, or tried, as the table {@code backups} has it.
 *
 * @param file name in the folder of backups
 * @param schemaVersion number of the newest migration script that its database had; 0 where nothing was written
 * @param error why it failed, as a sentence
 * @param bytes of the ZIP
 * @param rows of all tables
 * @param sha256 of the ZIP; empty where there is none
 * @param beganAt ms UTC; the state in it is at least this new
 * @param writtenMs how long writing took
 * @param provenAt when it had been restored and compared
 * @param restoredMs how long that took
 * @param removedAt when the file was removed
 */
public record Backup(
        String id,
        Kind kind,
        String file,
        String databaseType,
        int schemaVersion,
        Status status,
        Optional<String> error,
        long bytes,
        long rows,
        String sha256,
        long beganAt,
        long writtenMs,
        Optional<Long> provenAt,
        Optional<Long> restoredMs,
        Optional<Long> removedAt) {

    /** Why it was made. */
    public enum Kind {
        MANUAL("manual"),
        SCHEDULED("scheduled"),
        BEFORE_CHANGE("before_change");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) return kind;
            }
            throw new IllegalArgumentException("there is no kind of backup '" + word + "'");
        }
    }

    /** How far it can be relied on. */
    public enum Status {
        /** Whole, but never restored. */
        WRITTEN("written"),
        /** Restored, and every row compared. */
        PROVEN("proven"),
        FAILED("failed");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static Status of(String word) {
            for (Status status : values()) {
                if (status.word.equals(word)) return status;
            }
            throw new IllegalArgumentException("there is no status of a backup '" + word + "'");
        }
    }

    Backup proven(long at, long took) {
        return with(Status.PROVEN, Optional.empty(), Optional.of(at), Optional.of(took), removedAt);
    }

    Backup failed(String sentence) {
        return with(Status.FAILED, Optional.of(sentence), Optional.empty(), Optional.empty(), removedAt);
    }

    Backup removed(long at) {
        return with(status, error, provenAt, restoredMs, Optional.of(at));
    }

    private Backup with(
            Status now, Optional<String> why, Optional<Long> proven, Optional<Long> restored, Optional<Long> removed) {
        return new Backup(
                id,
                kind,
                file,
                databaseType,
                schemaVersion,
                now,
                why,
                bytes,
                rows,
                sha256,
                beganAt,
                writtenMs,
                proven,
                restored,
                removed);
    }
}
