package cts.server.storage;

import java.util.Optional;

/**
 * How a read replica is doing.
 *
 * @param place user, host, port and database, without the password
 * @param state whether reads go there
 * @param lagMillis how far its rows are behind the primary's, within a quarter of a second; empty if unknown
 * @param reads answered by it since the start
 * @param sentence why no reads go there; empty when they do
 */
public record ReplicaStatus(String place, State state, Optional<Long> lagMillis, long reads, String sentence) {
    /** Whether a replica is fit for reads. */
    public enum State {
        /** Reads go there. */
        FIT,
        /** Further behind than allowed: reads go to the primary until it has caught up. */
        LAGGING,
        /** It does not answer; it is asked again all the time. */
        DOWN,
        /** It answers, but is not a replica of this primary. */
        FOREIGN;

        /** {@code fit} and so on. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
