package cts.server.api;

import cts.server.account.Accounts;
import cts.server.ops.Jobs;
import cts.server.runtime.Trading;
import cts.server.storage.Database;
import cts.server.storage.StorageWriter;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.retention.Retention;

/**
 * What the interface answers from, once it is there.
 *
 * @param report what the start found in the database
 * @param writer which writes what the engines do
 */
public record Backend(
        Database database,
        DatabaseInitializer.Report report,
        StorageWriter writer,
        Jobs jobs,
        Accounts accounts,
        Trading trading,
        Retention retention) {}
