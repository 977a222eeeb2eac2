/** Tests of the report. */
@NullMarked
package cts.server.storage.audit;

import org.jspecify.annotations.NullMarked;
