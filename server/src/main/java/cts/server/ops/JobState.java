package cts.server.ops;

import java.util.Optional;

/**
 * A job as it stands; times are ms UTC.
 *
 * @param intervalMs from the end of one run to the next
 * @param running whether it runs now, here or on another server
 * @param nextRunAt when it is due
 * @param lastSuccessAt end of the last run that succeeded
 * @param done what that run did
 * @param lastFailureAt end of the last run that failed
 * @param failure why it failed
 * @param failuresInARow since the last success
 */
public record JobState(
        String name,
        long intervalMs,
        boolean running,
        long nextRunAt,
        Optional<Long> lastSuccessAt,
        String done,
        Optional<Long> lastFailureAt,
        String failure,
        int failuresInARow) {}
