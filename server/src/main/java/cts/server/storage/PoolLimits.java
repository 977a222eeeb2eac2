package cts.server.storage;

import java.time.Duration;

/**
 * The bounds of the connection pools.
 *
 * @param most connections at once; on SQLite the writer's and the readers' together
 * @param idle a connection that nobody used so long is closed
 * @param connect how long a caller waits for a connection
 * @param leak a connection that is kept longer is reported, with the place that took it
 */
public record PoolLimits(int most, Duration idle, Duration connect, Duration leak) {}
