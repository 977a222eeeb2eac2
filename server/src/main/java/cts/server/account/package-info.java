/**
 * Who may use CTS: users and their passwords, sessions, the one-time setup token and the token of the command line.
 *
 * <p>In: names, passwords and tokens from outside. Out: an {@link cts.server.account.Identity}, or nothing. Secrets are kept
 * as hashes and are never logged; every account action is a line of the site logs.
 *
 * <p>Threads: everything here may be used by any thread. What reads or changes users and sessions blocks.
 */
@NullMarked
package cts.server.account;

import org.jspecify.annotations.NullMarked;
