package cts.server.storage;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which database is used, where it is and why it was chosen. */
public sealed interface DatabaseChoice {
    /** The embedded database, one file. */
    record Sqlite(Path file, String reason) implements DatabaseChoice {
        @Override
        public DatabaseType type() {
            return DatabaseType.SQLITE;
        }

        @Override
        public String place() {
            return file.toString();
        }
    }

    /** A PostgreSQL server. */
    record Postgresql(PostgresAddress address, String reason) implements DatabaseChoice {
        @Override
        public DatabaseType type() {
            return DatabaseType.POSTGRESQL;
        }

        @Override
        public String place() {
            return address.shown();
        }
    }

    DatabaseType type();

    /** Why this database: the setting that decided, for the log and the database page. */
    String reason();

    /** File or server, without password. */
    String place();

    /** How strict to be. */
    enum Mode {
        DEVELOPMENT,
        /** Data on the way to a PostgreSQL elsewhere must be encrypted and its certificate checked. */
        PRODUCTION
    }

    /**
     * Chooses: DATABASE_TYPE, else DATABASE_URL, else {@code database_type} of settings.json, else SQLite. An empty variable
     * counts as absent. {@code sqlite} ignores DATABASE_URL.
     *
     * @param environment the process environment
     * @param settingsType {@code database_type} of settings.json
     * @param sqliteFile where the SQLite file is or will be
     * @throws StorageException for an unknown type, PostgreSQL without a usable DATABASE_URL, or, in production, transport
     *     security weaker than {@code verify-full} to another machine
     */
    static DatabaseChoice choose(
            Map<String, String> environment, Optional<String> settingsType, Path sqliteFile, Mode mode) {
        Optional<String> type = value(environment, "DATABASE_TYPE");
        Optional<String> url = value(environment, "DATABASE_URL");
        if (type.isPresent()) {
            return ofType(type.get(), "DATABASE_TYPE", url, sqliteFile, mode);
        }
        if (url.isPresent()) {
            return postgresql(url.get(), "DATABASE_URL is set", mode);
        }
        Optional<String> configured = settingsType.map(String::strip).filter(text -> !text.isEmpty());
        if (configured.isPresent()) {
            return ofType(configured.get(), "database_type in settings.json", url, sqliteFile, mode);
        }
        return new Sqlite(sqliteFile, "nothing else is set, so the default is used");
    }

    private static DatabaseChoice ofType(String type, String source, Optional<String> url, Path sqliteFile, Mode mode) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "sqlite" -> new Sqlite(sqliteFile, source + " is sqlite");
            case "postgresql" ->
                postgresql(
                        url.orElseThrow(() -> StorageException.refused(source
                                + " is postgresql but DATABASE_URL is not set: set it to"
                                + " postgresql://user:password@host:5432/database.")),
                        source + " is postgresql",
                        mode);
            default ->
                throw StorageException.refused(
                        source + " is \"" + type + "\", which CTS does not know: use sqlite or postgresql.");
        };
    }

    private static DatabaseChoice postgresql(String url, String reason, Mode mode) {
        PostgresAddress address = PostgresAddress.parse(url);
        if (mode == Mode.DEVELOPMENT || address.isLoopback()) {
            return new Postgresql(address, reason);
        }
        if (!address.parameters().containsKey("sslmode")) {
            return new Postgresql(address.withSslMode("verify-full"), reason);
        }
        if (!address.sslMode().equals("verify-full")) {
            throw StorageException.refused("In production mode the connection to PostgreSQL at " + address.host()
                    + " must be encrypted and its certificate checked, but DATABASE_URL asks for sslmode="
                    + address.sslMode() + ": use sslmode=verify-full.");
        }
        return new Postgresql(address, reason);
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
