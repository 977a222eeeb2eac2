/**
 * Files from which an engine's state comes back: an append-only journal of what entered it, and snapshots of what it was.
 *
 * <p>In: bytes. Out: the same bytes, in order, or a sentence that says which file is damaged where. A journal has one
 * writer; everything else here may be called by any thread.
 */
@NullMarked
package cts.server.storage.journal;

import org.jspecify.annotations.NullMarked;
