/** The application around the kernel: {@link cts.server.Main} starts it. */
@NullMarked
package cts.server;

import org.jspecify.annotations.NullMarked;
