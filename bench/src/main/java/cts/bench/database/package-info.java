/**
 * The database under load, as workloads: candles going in beside what the drivers can do, questions on many rows, and the
 * clean-up beside a writer.
 *
 * <p>In: the word of a database and a size, as texts. Out: samples. Each workload makes a database of its own – a SQLite file
 * in the folder for temporary files, or a PostgreSQL of its own – and removes it.
 */
@NullMarked
package cts.bench.database;

import org.jspecify.annotations.NullMarked;
