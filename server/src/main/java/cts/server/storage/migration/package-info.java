/**
 * How the schema of the database comes about, goes back, and is compared with what the program expects.
 *
 * <p>In comes a {@link cts.server.storage.DatabaseChoice}; {@link cts.server.storage.migration.DatabaseInitializer} leaves a
 * database that fits this program, or as it was. Numbered scripts lie in {@code db/migration}, the scripts that undo them in
 * {@code db/undo}.
 *
 * <p>Threads: one at a time per database; {@link cts.server.storage.migration.MigrationLock} keeps other processes out.
 */
@NullMarked
package cts.server.storage.migration;

import org.jspecify.annotations.NullMarked;
