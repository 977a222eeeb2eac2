/**
 * A PostgreSQL as it was at a point in time: a copy of its files, taken while it runs, and the archive of its write-ahead
 * log. How that is used is described in {@code docs/point-in-time.md}.
 *
 * <p>In: a running server whose files this process can read, and folders. Out: a folder from which a server can be started.
 *
 * <p>Threads: one at a time; every method blocks, for minutes where the database is large.
 */
@NullMarked
package cts.server.storage.pitr;

import org.jspecify.annotations.NullMarked;
