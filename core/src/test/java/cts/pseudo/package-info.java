/** Proofs of the kernel: the worked rules, the naive twin, snapshots. */
@NullMarked
package cts.pseudo;

import org.jspecify.annotations.NullMarked;
