/**
 * HTTP: the interface under {@code /api}, its live events, and the dashboard's files.
 *
 * <p>In: requests on a loopback address. Out: JSON, {@code {"success":true,"data":…}} or a problem (RFC 9457) that also has
 * {@code success:false}, {@code error} and {@code details}. What is shown comes from {@link cts.server.runtime.Trading} for
 * what moves and from the tables for what is kept; nothing is computed here.
 *
 * <p>A request passes, in this order: security headers, the catch of failures, the check of Host and Origin, the limit of
 * its size, CSRF, who asks, {@link cts.server.api.AccessTable}, a controller.
 *
 * <p>Threads: each request has a virtual thread of its own and may block; controllers hold no state.
 */
@NullMarked
package cts.server.api;

import org.jspecify.annotations.NullMarked;
