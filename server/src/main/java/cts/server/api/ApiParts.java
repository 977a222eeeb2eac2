package cts.server.api;

import cts.server.account.SetupToken;
import cts.server.storage.migration.DatabaseInitializer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;

/**
 * What {@link HttpServer} is made of. It may start before the database is open: {@code readiness} tells how far things are.
 *
 * @param controlFile where port and token for the command line are written
 * @param migrate runs {@link DatabaseInitializer#initialize()} again; called by at most one thread at a time
 * @param maintenance what is done to all data at once
 */
public record ApiParts(
        Readiness readiness,
        SetupToken setupToken,
        Path controlFile,
        Callable<DatabaseInitializer.Report> migrate,
        Maintenance maintenance,
        InstantSource clock) {}
