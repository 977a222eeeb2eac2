/** The trading kernel of CTS. Pure Java: no framework, no I/O, no clock and no randomness of its own. */
@NullMarked
package cts;

import org.jspecify.annotations.NullMarked;
