package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseChoiceTest {
    private static final Path FILE = Path.of("/data/cts.db");
    private static final String URL = "postgresql://ann:s%40crt%2Fpw@db.example.org:6543/cts";

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // DATABASE_TYPE, DATABASE_URL?, settings.json → type, reason
                "-,          no,  -,          SQLITE,     nothing else is set",
                "-,          no,  sqlite,     SQLITE,     database_type in settings.json is sqlite",
                "-,          yes, -,          POSTGRESQL, DATABASE_URL is set",
                "-,          yes, sqlite,     POSTGRESQL, DATABASE_URL is set",
                "sqlite,     yes, postgresql, SQLITE,     DATABASE_TYPE is sqlite",
                "SQLite,     no,  -,          SQLITE,     DATABASE_TYPE is sqlite",
                "postgresql, yes, sqlite,     POSTGRESQL, DATABASE_TYPE is postgresql",
                "'',         no,  '',         SQLITE,     nothing else is set",
            })
    void takesTheFirstThatIsSet(String type, String url, String settings, DatabaseType expected, String reason) {
        DatabaseChoice choice = DatabaseChoice.choose(
                environment(type, url.equals("yes") ? URL : null),
                Optional.ofNullable(settings),
                FILE,
                DatabaseChoice.Mode.DEVELOPMENT);

        assertThat(choice.type()).isEqualTo(expected);
        assertThat(choice.reason()).contains(reason);
    }

    @Test
    void refusesAnUnknownTypeByNameAndSource() {
        assertThatThrownBy(() -> choose(environment("mysql", null)))
                .isInstanceOf(StorageException.class)
                .hasMessage("DATABASE_TYPE is \"mysql\", which CTS does not know: use sqlite or postgresql.");
    }

    @Test
    void refusesPostgresqlWithoutAUrl() {
        assertThatThrownBy(() -> choose(environment("postgresql", null)))
                .hasMessageContaining("DATABASE_URL is not set");
        assertThatThrownBy(() -> DatabaseChoice.choose(
                        Map.of(), Optional.of("postgresql"), FILE, DatabaseChoice.Mode.DEVELOPMENT))
                .hasMessageContaining("database_type in settings.json is postgresql but DATABASE_URL is not set");
    }

    @Test
    void readsEveryPartOfTheUrl() {
        PostgresAddress address =
                PostgresAddress.parse("postgres://a%20nn:p%3Aw%25+@db.example.org/my%2Ddb?sslmode=require&x=1%262");

        assertThat(address.host()).isEqualTo("db.example.org");
        assertThat(address.port()).isEqualTo(5432);
        assertThat(address.database()).isEqualTo("my-db");
        assertThat(address.user()).isEqualTo("a nn");
        assertThat(address.password()).isEqualTo("p:w%+");
        assertThat(address.sslMode()).isEqualTo("require");
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.org:5432/my-db?sslmode=require&x=1%262");
    }

    @Test
    void takesUserAndPasswordAlsoFromTheParameters() {
        PostgresAddress address = PostgresAddress.parse("postgresql://h/d?user=ann&password=secret");

        assertThat(address.user()).isEqualTo("ann");
        assertThat(address.password()).isEqualTo("secret");
        assertThat(address.jdbcUrl()).doesNotContain("secret");
    }

    @Test
    void readsAnIpv6Host() {
        PostgresAddress address = PostgresAddress.parse("postgresql://u@[::1]:5433/d");

        assertThat(address.isLoopback()).isTrue();
        assertThat(address.jdbcUrl()).isEqualTo("jdbc:postgresql://[::1]:5433/d");
    }

    @Test
    void showsThePasswordNowhere() {
        DatabaseChoice choice = choose(environment(null, URL));

        assertThat(choice.place()).isEqualTo("ann@db.example.org:6543/cts");
        assertThat(choice.toString()).doesNotContain("crt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:topsecret@h/d",
                "postgresql://u:topsecret@h",
                "postgresql://u:topsecret@h/",
                "postgresql://u:topsecret@/d",
                "postgresql://u:topsecret%ZZ@h/d",
                "postgresql://u:topsecret@h:70000/d",
                "postgresql://u:topsecret@h/d?novalue",
                "postgresql://u:top secret@h/d",
                "postgresql://u:topsecret@h/d/e",
            })
    void refusesABrokenUrlWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> PostgresAddress.parse(url))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith("DATABASE_URL cannot be used: ")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void asksForTlsInProductionUnlessLoopback() {
        assertThat(sslMode("postgresql://h.example.org/d")).isEqualTo("verify-full");
        assertThat(sslMode("postgresql://h.example.org/d?sslmode=verify-full")).isEqualTo("verify-full");
        assertThat(sslMode("postgresql://localhost/d")).isEqualTo("prefer");
        assertThat(sslMode("postgresql://127.0.0.1/d?sslmode=disable")).isEqualTo("disable");
        assertThatThrownBy(() -> sslMode("postgresql://h.example.org/d?sslmode=require"))
                .hasMessageContaining("use sslmode=verify-full");
    }

    private static String sslMode(String url) {
        DatabaseChoice choice =
                DatabaseChoice.choose(environment(null, url), Optional.empty(), FILE, DatabaseChoice.Mode.PRODUCTION);
        return ((DatabaseChoice.Postgresql) choice).address().sslMode();
    }

    private static DatabaseChoice choose(Map<String, String> environment) {
        return DatabaseChoice.choose(environment, Optional.empty(), FILE, DatabaseChoice.Mode.DEVELOPMENT);
    }

    private static Map<String, String> environment(
            @org.jspecify.annotations.Nullable String type, @org.jspecify.annotations.Nullable String url) {
        Map<String, String> environment = new HashMap<>();
        if (type != null) {
            environment.put("DATABASE_TYPE", type);
        }
        if (url != null) {
            environment.put("DATABASE_URL", url);
        }
        return environment;
    }
}
