/** The market: what is traded, and what was seen of it. */
@NullMarked
package cts.market;

import org.jspecify.annotations.NullMarked;
