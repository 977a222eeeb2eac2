/**
 * What {@code cts bench} measures of CTS, each in a process of its own that warms up, measures and prints
 * {@linkplain cts.bench.workload.Sample samples} to standard output.
 */
@NullMarked
package cts.bench.workload;

import org.jspecify.annotations.NullMarked;
