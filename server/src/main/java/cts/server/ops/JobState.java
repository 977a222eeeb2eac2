package cts.server.ops;

import java.time.Instant;
import java.util.Optional;

/**
 * A job as it stands.
 *
 * @param intervalMs from the end of one run to the next
 * @param running whether it runs now, here or on another server
 * @param nextRun when it is due
 * @param lastSuccess end of the last run that succeeded
 * @param done what that run did
 * @param lastFailure end of the last run that failed
 * @param failure why it failed
 * @param failuresInARow since the last success
 */
public record JobState(
        String name,
        long intervalMs,
        boolean running,
        Instant nextRun,
        Optional<Instant> lastSuccess,
        String done,
        Optional<Instant> lastFailure,
        String failure,
        int failuresInARow) {}
