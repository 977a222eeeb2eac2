/**
 * The questions that the engine, the dashboard and retention ask of the database again and again, by name, each with the
 * index that answers it; how a database goes about them; and how much of its work is done by indexes.
 *
 * <p>In comes an open {@link cts.server.storage.Database}; out go plans ({@link cts.server.storage.queries.QueryPlan}) and
 * figures ({@link cts.server.storage.queries.IndexUse}). What is explained is heard from the repositories as they run, never
 * written down a second time. {@code docs/queries.md} lists the same questions for people; a test compares the two.
 *
 * <p>Threads: everything may be used by any thread; everything that takes a database blocks.
 */
@NullMarked
package cts.server.storage.queries;

import org.jspecify.annotations.NullMarked;
