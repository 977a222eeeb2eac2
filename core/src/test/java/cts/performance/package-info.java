/** Tests of the package of the same name. */
@NullMarked
package cts.performance;

import org.jspecify.annotations.NullMarked;
