/** Benchmarks of CTS beside programs others wrote and beside what one core can do. Not part of the product. */
@NullMarked
package cts.bench;

import org.jspecify.annotations.NullMarked;
