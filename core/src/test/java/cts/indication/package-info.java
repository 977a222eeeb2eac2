/** Tests of the package of the same name. */
@NullMarked
package cts.indication;

import org.jspecify.annotations.NullMarked;
