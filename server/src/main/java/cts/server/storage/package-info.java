/**
 * The database and the data folder of CTS, and the only place with SQL.
 *
 * <p>In come settings ({@link cts.server.storage.DatabaseChoice}), rows to write ({@link cts.server.storage.StorageWriter})
 * and queries of the repositories in {@code cts.server.storage.repository}; out go rows, and word of what is durable. The
 * journal and the snapshots, which are files and not SQL, are in {@code cts.server.storage.journal}; how the schema comes about
 * and is watched is in {@code cts.server.storage.migration}.
 *
 * <p>Order of a start: {@link cts.server.storage.DataFolder} is locked, {@link cts.server.storage.DatabaseChoice} is made,
 * {@link cts.server.storage.migration.DatabaseInitializer} migrates and verifies, {@link cts.server.storage.Database} opens the pools,
 * {@link cts.server.storage.StorageWriter} starts.
 *
 * <p>Threads: {@link cts.server.storage.Database} may be used by any thread; reads and direct writes block, so never call
 * them from an event loop. An event loop hands its rows to {@link cts.server.storage.StorageWriter}, which never blocks.
 */
@NullMarked
package cts.server.storage;

import org.jspecify.annotations.NullMarked;
