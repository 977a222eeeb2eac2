package cts.server.api;

import cts.server.account.Accounts;
import cts.server.runtime.Trading;
import cts.server.storage.Database;
import cts.server.storage.migration.DatabaseInitializer;

/**
 * What the interface answers from, once it is there.
 *
 * @param report what the start found in the database
 */
public record Backend(Database database, DatabaseInitializer.Report report, Accounts accounts, Trading trading) {}
