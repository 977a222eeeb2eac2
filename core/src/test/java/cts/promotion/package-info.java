/** Tests of the package of the same name. */
@NullMarked
package cts.promotion;

import org.jspecify.annotations.NullMarked;
