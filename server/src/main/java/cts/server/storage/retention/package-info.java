/**
 * Takes out of the database what is too old to be looked at: candles go into the archive and leave that later, other rows are
 * deleted. Money is never touched.
 *
 * <p>In: the {@link cts.server.storage.retention.RetentionRules}. Out: the figures of each run, in table {@code cleanup_log}
 * and as a {@link cts.server.storage.retention.CleanupReport}. {@link cts.server.storage.retention.Retention} is the way in.
 *
 * <p>Nothing is lost or doubled wherever a run is cut off, and no writer waits for it noticeably: on SQLite it works in
 * transactions of about 15 ms, on PostgreSQL it takes out whole days by changing the table's definition.
 *
 * <p>Threads: one run at a time; every method blocks.
 */
@NullMarked
package cts.server.storage.retention;

import org.jspecify.annotations.NullMarked;
