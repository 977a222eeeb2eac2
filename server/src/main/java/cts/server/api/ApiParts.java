package cts.server.api;

import cts.server.account.SetupToken;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * What {@link HttpServer} is made of. It may start before the database is open: {@code readiness} tells how far things are.
 *
 * @param controlFile where port and token for the command line are written
 * @param schema what can be done to the schema of the database
 * @param maintenance what is done to all data at once
 */
public record ApiParts(
        Readiness readiness,
        SetupToken setupToken,
        Path controlFile,
        SchemaWork schema,
        Maintenance maintenance,
        InstantSource clock) {}
