/**
 * Exact money: {@link cts.money.Price}, {@link cts.money.Quantity}, {@link cts.money.Amount} and {@link
 * cts.money.Percent}, decimals that fit a NUMERIC(38,18) column, and rounding with a stated direction.
 *
 * <p>In: decimal text, {@code BigDecimal}s and the kernel's doubles. Out: canonical values, whose text is the same
 * everywhere. Nothing here is a double inside, and nothing is rounded without saying where to.
 *
 * <p>Threads: all values are immutable.
 */
@NullMarked
package cts.money;

import org.jspecify.annotations.NullMarked;
