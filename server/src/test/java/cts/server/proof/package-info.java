/** Proofs on the real program: processes that are killed, commands that must agree. */
@NullMarked
package cts.server.proof;

import org.jspecify.annotations.NullMarked;
