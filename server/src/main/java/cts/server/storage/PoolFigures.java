package cts.server.storage;

import java.util.List;
import java.util.stream.Stream;

/**
 * Live counts of the connection pools; on SQLite the writer's and the readers' together.
 *
 * @param most upper limit of connections
 * @param open connections open now
 * @param active of these, in use
 * @param idle of these, not in use
 * @param waiting threads that wait for a connection, or for their turn to write
 * @param timeouts waits that were given up since the program began
 * @param leaks connections kept longer than 30 s since the program began, those that still are among them
 * @param latestLeaks where they were taken
 */
public record PoolFigures(
        int most, int open, int active, int idle, int waiting, long timeouts, long leaks, List<Leak> latestLeaks) {
    static final PoolFigures NONE = new PoolFigures(0, 0, 0, 0, 0, 0, 0, List.of());

    public PoolFigures {
        latestLeaks = List.copyOf(latestLeaks);
    }

    PoolFigures plus(PoolFigures other) {
        return new PoolFigures(
                most + other.most,
                open + other.open,
                active + other.active,
                idle + other.idle,
                waiting + other.waiting,
                timeouts + other.timeouts,
                leaks + other.leaks,
                Stream.concat(latestLeaks.stream(), other.latestLeaks.stream()).toList());
    }

    /** These with others that wait, though not for a connection. */
    PoolFigures waitingAlso(int more) {
        return new PoolFigures(most, open, active, idle, waiting + more, timeouts, leaks, latestLeaks);
    }

    /** These with what only the lender knows. */
    PoolFigures with(long givenUp, Loans loans) {
        return new PoolFigures(most, open, active, idle, waiting, givenUp, loans.leaks(), loans.latest());
    }
}
