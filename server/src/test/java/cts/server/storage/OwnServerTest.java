package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What only a PostgreSQL of one's own can show: TLS, passwords, and a server that goes and comes back. */
class OwnServerTest {
    @Test
    void verifyFullTakesTheRightAuthorityAndRefusesEverythingElse() throws Exception {
        OwnServer.Authority authority = OwnServer.Authority.make();
        OwnServer.Authority other = OwnServer.Authority.another();
        try (OwnServer server = OwnServer.startWithTls(authority)) {
            try (Database database = Database.open(server.choice("localhost", "postgres", "", verifyFull(authority)))) {
                boolean encrypted =
                        database.read(sql -> sql.fetchSingle("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")
                                .get(0, Boolean.class));
                assertThat(encrypted).isTrue();
            }
            // Another authority; and the right one, whose certificate names another host.
            assertRefused(server.choice("localhost", "postgres", "", verifyFull(other)));
            assertRefused(server.choice("127.0.0.1", "postgres", "", verifyFull(authority)));
        }
        // The server of the other tests has no TLS.
        DatabaseChoice plain = new DatabaseChoice.Postgresql(
                new PostgresAddress(
                        "localhost", TestDatabases.serverPort(), "postgres", "postgres", "", verifyFull(authority)),
                "a test asks for it");
        assertRefused(plain);
    }

    @Test
    void aWrongPasswordIsRefusedAtOnceAndAServerThatComesBackIsUsedAgain() throws Exception {
        try (OwnServer server = OwnServer.start()) {
            server.demandPasswords();
            DatabaseChoice right = server.choice("localhost", "cts", OwnServer.PASSWORD, Map.of());

            assertThatThrownBy(() -> Database.open(server.choice("localhost", "cts", "wrong", Map.of())))
                    .isInstanceOf(StorageException.class)
                    .hasMessageContaining("password authentication failed")
                    .hasMessageEndingWith("correct user and password in DATABASE_URL.")
                    .hasMessageNotContaining("wrong")
                    .extracting(failure -> ((StorageException) failure).kind())
                    .isEqualTo(StorageException.Kind.REFUSED);

            try (Database database = Database.open(right)) {
                database.write(sql -> sql.execute("CREATE TABLE kept AS SELECT 1 AS n"));
                server.stop();
                assertThatThrownBy(() -> rows(database))
                        .isInstanceOf(StorageException.class)
                        .extracting(failure -> ((StorageException) failure).kind())
                        .isEqualTo(StorageException.Kind.UNAVAILABLE);
                server.startAgain();
                assertThat(rows(database)).isEqualTo(1);
            }
        }
    }

    private static int rows(Database database) {
        return database.read(sql -> sql.fetchSingle("SELECT count(*) FROM kept").get(0, Integer.class));
    }

    private static Map<String, String> verifyFull(OwnServer.Authority authority) {
        return Map.of(
                "sslmode", "verify-full", "sslrootcert", authority.certificate().toString());
    }

    private static void assertRefused(DatabaseChoice choice) {
        assertThatThrownBy(() -> Database.open(choice))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("The postgresql database " + choice.place() + " cannot be opened (")
                .hasMessageEndingWith(
                        "see that the server offers TLS with a certificate for this host name, and let sslrootcert"
                                + " in DATABASE_URL name the file of the authority that signed it.")
                .extracting(failure -> ((StorageException) failure).kind())
                .isEqualTo(StorageException.Kind.REFUSED);
    }
}
