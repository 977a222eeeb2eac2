/** Tests of the package of the same name. */
@NullMarked
package cts.research;

import org.jspecify.annotations.NullMarked;
