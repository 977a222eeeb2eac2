/**
 * How long statements take: measured as they run, summed per statement, kept in {@code query_log}, and explained when one
 * took too long.
 *
 * <p>In come executions from {@link cts.server.storage.Database} and {@link cts.server.storage.StorageWriter}; out go figures
 * for the database page, rows of {@code query_log}, and a log line with the plan for each slow statement.
 *
 * <p>Threads: {@link cts.server.storage.querylog.QueryMeter} takes measurements from any thread without waiting;
 * {@link cts.server.storage.querylog.QueryLog} has one thread of its own.
 */
@NullMarked
package cts.server.storage.querylog;

import org.jspecify.annotations.NullMarked;
