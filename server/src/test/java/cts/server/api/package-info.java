/** Tests of the HTTP interface: real HTTP on loopback, real databases, fake engines. */
@NullMarked
package cts.server.api;

import org.jspecify.annotations.NullMarked;
