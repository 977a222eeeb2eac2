package cts.server.storage;

/**
 * Live counts of the connection pools; on SQLite the writer's and the readers' together.
 *
 * @param most upper limit of connections
 * @param open connections open now
 * @param active of these, in use
 * @param idle of these, not in use
 * @param waiting threads that wait for a connection
 */
public record PoolFigures(int most, int open, int active, int idle, int waiting) {
    static final PoolFigures NONE = new PoolFigures(0, 0, 0, 0, 0);

    PoolFigures plus(PoolFigures other) {
        return new PoolFigures(
                most + other.most,
                open + other.open,
                active + other.active,
                idle + other.idle,
                waiting + other.waiting);
    }
}
