/** Tests of the measured queries. */
@NullMarked
package cts.server.storage.querylog;

import org.jspecify.annotations.NullMarked;
