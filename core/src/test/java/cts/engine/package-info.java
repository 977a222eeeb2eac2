/** Tests of the package of the same name. */
@NullMarked
package cts.engine;

import org.jspecify.annotations.NullMarked;
