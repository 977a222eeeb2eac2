/**
 * The command {@code cts bench}: measures CTS beside programs others wrote and beside what one core can do. Not part of
 * the product.
 *
 * <p>In: options and a folder of peers. Out: a table with a line per measurement, its bar and whether it is met. This
 * process only starts others, one at a time, and compares: what is measured runs in processes of its own, see
 * {@link cts.bench.workload}. One thread.
 */
@NullMarked
package cts.bench;

import org.jspecify.annotations.NullMarked;
