/**
 * The report on the database: the claims it was built to keep, each measured on the running system and found true, false or
 * not applicable.
 *
 * <p>In comes an open database with what only others know of the program (its endpoints, its jobs); out goes an
 * {@link cts.server.storage.audit.AuditReport}. Measuring changes nothing but a scratch database in a temporary folder.
 *
 * <p>Threads: any; a report takes about a second.
 */
@NullMarked
package cts.server.storage.audit;

import org.jspecify.annotations.NullMarked;
