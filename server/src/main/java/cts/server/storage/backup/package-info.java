/**
 * Backups of the database and of the engine's state: written, proven by restoring them, restored, and moved to another
 * database; and the reorganisation of a database that has grown.
 *
 * <p>In: a database, the folders of journal and snapshots, a ZIP. Out: a ZIP whose table files are equal on both databases,
 * or a database that holds what a ZIP says. What is in the ZIP is described in {@code docs/backup.md}.
 *
 * <p>Threads: {@link cts.server.storage.backup.Backups} may be used by any thread, everything else by one; all methods
 * block, for minutes where the database is large.
 */
@NullMarked
package cts.server.storage.backup;

import org.jspecify.annotations.NullMarked;
