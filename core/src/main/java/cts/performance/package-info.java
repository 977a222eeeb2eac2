/**
 * Measures of closed positions, one formula per class; {@code docs/formulas.md} has a row for each.
 *
 * <p>In: net results in order of (exit, entry). Out: numbers; an undefined one is an empty optional, never a stand-in.
 * Accumulators belong to one thread, functions to any.
 */
@NullMarked
package cts.performance;

import org.jspecify.annotations.NullMarked;
