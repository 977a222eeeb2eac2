package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cts.server.account.Identity;
import cts.server.account.Role;
import cts.server.account.SetupToken;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import cts.server.storage.repository.Page;
import cts.server.storage.repository.SiteLogs;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ConfirmationTest {
    private static final Identity ADMIN =
            new Identity(Identity.Kind.USER, Optional.of("user-admin"), "admin", Role.ADMIN);
    private static final String RIGHT = "{\"confirm\":\"rollback to 5\",\"password\":\"" + ApiFixture.PASSWORD + "\"}";

    private final ApiFixture fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
    private final Confirmation confirmation = fixture.server.context().getBean(Confirmation.class);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void letsThroughTheTypedTextWithTheAskersPassword() {
        assertThat(ask(RIGHT, ADMIN)).isEmpty();
    }

    @Test
    void namesTheTextToTypeWhenItIsMissingOrWrong() {
        for (String body : new String[] {"{}", "{\"confirm\":\"rollback to 6\"}", "{\"confirm\":\"ROLLBACK TO 5\"}"}) {
            Problem problem = ask(body, ADMIN).orElseThrow();

            assertThat(problem.status().value()).isEqualTo(400);
            assertThat(problem.sentence())
                    .isEqualTo("Rolling back must be confirmed: send \"confirm\" with the text \"rollback to 5\" and"
                            + " \"password\" with your own.");
            assertThat(problem.details()).isEqualTo(Map.of("confirm", "rollback to 5"));
        }
    }

    @Test
    void refusesAMissingOrWrongPasswordAndRecordsTheWrongOne() {
        Problem missing = ask("{\"confirm\":\"rollback to 5\"}", ADMIN).orElseThrow();
        Problem wrong = ask(RIGHT.replace("horse", "house"), ADMIN).orElseThrow();

        assertThat(missing.status().value()).isEqualTo(403);
        assertThat(missing.details()).containsEntry("confirm", "rollback to 5");
        assertThat(wrong.status().value()).isEqualTo(403);
        assertThat(wrong.sentence()).startsWith("The password is wrong, so nothing was done");
        fixture.flush();
        assertThat(new SiteLogs(fixture.database)
                        .page(Optional.of("warn"), Optional.of("account"), Optional.empty(), Page.Request.first(10))
                        .rows())
                .extracting(SiteLogs.Row::message)
                .containsExactly("\"admin\" confirmed with a wrong password.");
    }

    @Test
    void slowsDownWhoeverGuessesThePasswordAndLogsHimInNoSooner() {
        String guess = RIGHT.replace("horse", "house");
        for (int i = 0; i < 5; i++) {
            assertThat(ask(guess, ADMIN).orElseThrow().status().value()).isEqualTo(403);
        }
        assertThat(ask(RIGHT, ADMIN).orElseThrow().status().value()).isEqualTo(429);
        try (Browser browser = fixture.browser()) {
            browser.get("/api/auth/me");
            assertThat(browser.post(
                                    "/api/auth/login",
                                    "{\"username\":\"admin\",\"password\":\"" + ApiFixture.PASSWORD + "\"}")
                            .status())
                    .isEqualTo(429);
        }
        fixture.clock.advance(Duration.ofMinutes(16));
        assertThat(ask(RIGHT, ADMIN)).isEmpty();
    }

    @Test
    void asksWhoHasTheDataFolderForTheTextAlone() {
        SetupToken token = SetupToken.renew(TestDatabases.temporaryFolder());
        Identity setup = token.identify(token.value().orElseThrow()).orElseThrow();
        for (Identity asking : new Identity[] {setup, Identity.CONTROL}) {
            assertThat(ask("{\"confirm\":\"rollback to 5\"}", asking)).isEmpty();
            assertThat(ask("{}", asking).orElseThrow().sentence())
                    .isEqualTo("Rolling back must be confirmed: send \"confirm\" with the text \"rollback to 5\".");
        }
    }

    private Optional<Problem> ask(String body, Identity asking) {
        JsonNode json = Json.read(body);
        Refusal refused = catchThrowableOfType(
                Refusal.class,
                () -> confirmation.demand(
                        "rollback to 5", "Rolling back", new Body(Optional.of(json)), asking, "127.0.0.1"));
        return Optional.ofNullable(refused).map(Refusal::problem);
    }
}
