/**
 * Gates: which sets may go further, by their own results alone.
 *
 * <p>In: the closed positions of a set. Out: its Base status, its level and a {@link cts.promotion.Verdict} for every
 * change, with the figures it rests on. This package knows nothing of exchanges: what a connection, a leg or the risk
 * checks say comes after it. One thread owns a set.
 */
@NullMarked
package cts.promotion;

import org.jspecify.annotations.NullMarked;
