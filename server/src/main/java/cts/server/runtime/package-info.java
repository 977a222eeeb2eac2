/**
 * Running engines: the loops that own them, the feeds that drive them, and the journal and snapshots they restart from.
 *
 * <p>In: market data, commands, questions. Out: rows to storage, and {@link cts.server.runtime.Trading}, the view that HTTP
 * and command line have of it all. The loop thread owns an engine; everything here that others may call is safe for any
 * thread and says so.
 */
@NullMarked
package cts.server.runtime;

import org.jspecify.annotations.NullMarked;
