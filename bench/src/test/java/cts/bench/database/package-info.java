/** Tests of the named queries on many rows. */
@NullMarked
package cts.bench.database;

import org.jspecify.annotations.NullMarked;
