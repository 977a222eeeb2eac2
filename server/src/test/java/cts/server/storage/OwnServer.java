package cts.server.storage;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL server of a test's own: with passwords, and with TLS by a certificate that an authority made a moment ago
 * signed for the name localhost. It can be stopped and started again on its port.
 */
final class OwnServer implements AutoCloseable {
    static final String PASSWORD = "right";
    private static final String STORE_PASSWORD = "changeit";

    private final Path folder = TestDatabases.temporaryFolder();
    private final Map<String, String> configuration = new HashMap<>(Map.of("fsync", "off"));
    private EmbeddedPostgres running;
    private final int port;

    private OwnServer(Map<String, String> configuration) throws IOException {
        this.configuration.putAll(configuration);
        running = builder().start();
        port = running.getPort();
    }

    static OwnServer start() throws IOException {
        return new OwnServer(Map.of());
    }

    /** With TLS; the certificate of its authority is {@code authority}. */
    static OwnServer startWithTls(Authority authority) throws Exception {
        return new OwnServer(Map.of(
                "ssl", "on",
                "ssl_cert_file", "'" + authority.folder.resolve("server.pem") + "'",
                "ssl_key_file", "'" + authority.folder.resolve("server.key") + "'"));
    }

    /** From now on there is a user {@code cts}, who needs the password. */
    void demandPasswords() throws Exception {
        try (var connection = running.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("CREATE USER cts SUPERUSER PASSWORD '" + PASSWORD + "'");
            Files.writeString(
                    folder.resolve("data/pg_hba.conf"),
                    "host all cts samehost scram-sha-256\nhost all postgres samehost trust\n");
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    void stop() throws IOException {
        running.close();
    }

    void startAgain() throws IOException {
        running = builder().setPort(port).start();
    }

    DatabaseChoice choice(String host, String user, String password, Map<String, String> parameters) {
        return new DatabaseChoice.Postgresql(
                new PostgresAddress(host, port, "postgres", user, password, parameters), "a test asks for it");
    }

    @Override
    public void close() throws IOException {
        running.close();
    }

    private EmbeddedPostgres.Builder builder() {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false);
        configuration.forEach(builder::setServerConfig);
        return builder;
    }

    /** Signs certificates, with the JDK's keytool. */
    static final class Authority {
        private final Path folder = TestDatabases.temporaryFolder();

        /** Makes an authority, and a key and certificate for a server with the name localhost. */
        static Authority make() throws IOException, InterruptedException, GeneralSecurityException {
            Authority authority = new Authority();
            authority.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Authority", "-ext", "bc:c", "-keyalg", "EC");
            authority.keytool("-exportcert", "-rfc", "-alias", "ca", "-file", "ca.pem");
            authority.keytool("-genkeypair", "-alias", "server", "-dname", "CN=localhost", "-keyalg", "EC");
            authority.keytool("-certreq", "-alias", "server", "-file", "server.csr");
            authority.keytool(
                    "-gencert",
                    "-rfc",
                    "-alias",
                    "ca",
                    "-infile",
                    "server.csr",
                    "-outfile",
                    "server.pem",
                    "-ext",
                    "san=dns:localhost");
            authority.writeKey();
            return authority;
        }

        /** One that signed nothing. */
        static Authority another() throws IOException, InterruptedException {
            Authority authority = new Authority();
            authority.keytool("-genkeypair", "-alias", "ca", "-dname", "CN=Other", "-ext", "bc:c", "-keyalg", "EC");
            authority.keytool("-exportcert", "-rfc", "-alias", "ca", "-file", "ca.pem");
            return authority;
        }

        /** The file that a client trusts. */
        Path certificate() {
            return folder.resolve("ca.pem");
        }

        private void keytool(String... arguments) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                            .toString(),
                    "-keystore",
                    "keys.p12",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    STORE_PASSWORD));
            command.addAll(1, List.of(arguments));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool failed: " + Files.readString(folder.resolve("log")));
            }
        }

        private void writeKey() throws IOException, GeneralSecurityException {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            try (var in = Files.newInputStream(folder.resolve("keys.p12"))) {
                keys.load(in, STORE_PASSWORD.toCharArray());
            }
            Key key = keys.getKey("server", STORE_PASSWORD.toCharArray());
            String text = "-----BEGIN PRIVATE KEY-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(key.getEncoded())
                    + "\n-----END PRIVATE KEY-----\n";
            Path file = Files.writeString(folder.resolve("server.key"), text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }
}
