package cts.server.storage;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a PostgreSQL is and how to log in there, read from a {@code postgres://} or {@code postgresql://} URL.
 *
 * <p>Characters of user, password and database name may be percent-encoded. {@link #toString()} and {@link #shown()} leave
 * the password out.
 *
 * @param host name or address, without the brackets of an IPv6 literal
 * @param port 1–65535, 5432 if the URL names none
 * @param parameters the URL's query, {@code sslmode} and others, passed on to the driver
 */
public record PostgresAddress(
        String host, int port, String database, String user, String password, Map<String, String> parameters) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "0:0:0:0:0:0:0:1");

    public PostgresAddress {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a database URL.
     *
     * @throws StorageException if it is not a PostgreSQL URL with a host and a database; the sentence does not repeat the URL
     */
    public static PostgresAddress parse(String url) {
        URI uri = toUri(url);
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("");
        if (!scheme.equals("postgres") && !scheme.equals("postgresql")) {
            throw refused("it must begin with postgres:// or postgresql://");
        }
        String host = Optional.ofNullable(uri.getHost()).orElse("").replaceAll("^\\[|]$", "");
        if (host.isEmpty()) {
            throw refused("it names no host, or one with characters that a host name cannot have");
        }
        String database =
                decode(Optional.ofNullable(uri.getRawPath()).orElse("").replaceFirst("^/", ""), "the database name");
        if (database.isEmpty() || database.contains("/")) {
            throw refused("it must name one database after the host");
        }
        int port = uri.getPort() == -1 ? 5432 : uri.getPort();
        if (port < 1 || port > 65_535) {
            throw refused("its port must be from 1 to 65535");
        }
        String login = Optional.ofNullable(uri.getRawUserInfo()).orElse("");
        int colon = login.indexOf(':');
        String user = decode(colon < 0 ? login : login.substring(0, colon), "the user name");
        String password = colon < 0 ? "" : decode(login.substring(colon + 1), "the password");
        Map<String, String> parameters = parameters(uri.getRawQuery());
        // Both may also stand after the question mark; taken out of there, they cannot leak with the parameters.
        user = Optional.ofNullable(parameters.remove("user")).orElse(user);
        password = Optional.ofNullable(parameters.remove("password")).orElse(password);
        return new PostgresAddress(host, port, database, user, password, parameters);
    }

    /** Whether the server is on this machine, so that nobody can listen in on the way. */
    public boolean isLoopback() {
        return LOOPBACK.contains(host);
    }

    /** The transport security asked for; PostgreSQL's own default, {@code prefer}, if the URL says nothing. */
    public String sslMode() {
        return parameters.getOrDefault("sslmode", "prefer");
    }

    /** This address with another transport security. */
    PostgresAddress withSslMode(String sslMode) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.put("sslmode", sslMode);
        return new PostgresAddress(host, port, database, user, password, changed);
    }

    /** The JDBC URL, without user and password. */
    String jdbcUrl() {
        String shownHost = host.contains(":") ? "[" + host + "]" : host;
        StringBuilder url = new StringBuilder("jdbc:postgresql://")
                .append(shownHost)
                .append(':')
                .append(port)
                .append('/')
                .append(encode(database));
        char separator = '?';
        for (Map.Entry<String, String> parameter : parameters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            url.append(separator).append(encode(parameter.getKey())).append('=').append(encode(parameter.getValue()));
            separator = '&';
        }
        return url.toString();
    }

    /** For people: user, host, port and database. */
    public String shown() {
        return (user.isEmpty() ? "" : user + "@") + host + ":" + port + "/" + database;
    }

    @Override
    public String toString() {
        return "PostgresAddress[" + shown() + ", sslmode=" + sslMode() + "]";
    }

    private static URI toUri(String url) {
        try {
            return new URI(url.strip());
        } catch (URISyntaxException unreadable) {
            // The cause is left out on purpose: its message repeats the URL, and with it the password.
            throw refused("it has a character that must be percent-encoded near position " + unreadable.getIndex());
        }
    }

    private static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw refused("its part after the question mark must be name=value pairs");
            }
            parameters.put(
                    decode(pair.substring(0, equals), "a parameter"),
                    decode(pair.substring(equals + 1), "a parameter"));
        }
        return parameters;
    }

    private static String decode(String text, String what) {
        try {
            // URLDecoder reads + as a blank, which is true of forms but not of URLs.
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw refused(what + " has a % that is not followed by two hexadecimal digits");
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static StorageException refused(String why) {
        return StorageException.refused(
                "DATABASE_URL cannot be used: " + why + "; write postgresql://user:password@host:5432/database.");
    }
}
