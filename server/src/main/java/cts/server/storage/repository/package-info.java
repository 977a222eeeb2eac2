/**
 * The tables, one class each: what a row is, how it is written, and the questions asked of it.
 *
 * <p>In go rows – by {@code write}, on the way through {@link cts.server.storage.StorageWriter}, or by {@code save}, at once
 * – and out come rows, page by page. Times are ms UTC, money is exact, JSON is text; PostgreSQL gives JSON back with its own
 * spacing and order of keys.
 *
 * <p>Threads: everything here may be used by any thread; every method that takes or holds a
 * {@link cts.server.storage.Database} blocks.
 */
@NullMarked
package cts.server.storage.repository;

import org.jspecify.annotations.NullMarked;
