/**
 * What keeps CTS in order beside trading: jobs that run by themselves.
 *
 * <p>In: work with an interval ({@link cts.server.ops.Job}). Out: what ran when, and with what result
 * ({@link cts.server.ops.JobState}).
 *
 * <p>Threads: {@link cts.server.ops.Jobs} may be used by any thread; its methods block for the database. Each job runs on one
 * of its threads, never twice at once, and on one of the servers that share a database.
 */
@NullMarked
package cts.server.ops;

import org.jspecify.annotations.NullMarked;
