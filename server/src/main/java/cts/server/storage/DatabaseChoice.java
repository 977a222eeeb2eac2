package cts.server.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

    /**
     * The read replicas of {@code DATABASE_REPLICA_URLS}, separated by commas; none on SQLite.
     *
     * @throws StorageException if one cannot be used, or its transport is weaker than production mode takes
     */
    static List<PostgresAddress> replicas(Map<String, String> environment, DatabaseChoice choice, Mode mode) {
        String urls = environment.getOrDefault("DATABASE_REPLICA_URLS", "").strip();
        if (urls.isEmpty() || choice.type() == DatabaseType.SQLITE) return List.of();
        List<PostgresAddress> addresses = new ArrayList<>();
        for (String url : Arrays.stream(urls.split(",", -1)).map(String::strip).toList()) {
            try {
                addresses.add(checked(PostgresAddress.parse(url), "DATABASE_REPLICA_URLS", mode));
            } catch (StorageException failure) {
                throw StorageException.refused(String.valueOf(failure.getMessage())
                        .replace("DATABASE_URL", "Address " + (addresses.size() + 1) + " of DATABASE_REPLICA_URLS"));
            }
        }
        return addresses;
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
        return new Postgresql(checked(PostgresAddress.parse(url), "DATABASE_URL", mode), reason);
    }

    /** The address with the transport security that the mode takes; {@code source} is what names it. */
    static PostgresAddress checked(PostgresAddress address, String source, Mode mode) {
        if (mode == Mode.DEVELOPMENT || address.isLoopback()) {
            return address;
        }
        if (!address.parameters().containsKey("sslmode")) {
            return address.withSslMode("verify-full");
        }
        if (!address.sslMode().equals("verify-full")) {
            throw StorageException.refused("In production mode the connection to PostgreSQL at " + address.host()
                    + " must be encrypted and its certificate checked, but " + source + " asks for sslmode="
                    + address.sslMode() + ": use sslmode=verify-full.");
        }
        return address;
    }

    private static Optional<String> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }
}
