package cts.server.api;

import cts.server.account.Accounts;
import cts.server.account.Identity;
import cts.server.account.LoginOutcome;
import cts.server.account.SetupOutcome;
import cts.server.account.SetupToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Login, logout, the first admin, and who one is. */
@RestController
class AuthController {
    private final Readiness readiness;
    private final SetupToken setupToken;

    AuthController(ApiParts parts) {
        this.readiness = parts.readiness();
        this.setupToken = parts.setupToken();
    }

    /** Who asks. */
    record Me(
            boolean authenticated,
            Optional<String> username,
            Optional<String> role,
            boolean setupRequired,
            boolean setupViewer) {}

    @GetMapping("/api/auth/me")
    @Summary("Who asks, and whether an administrator must still be made.")
    Answer<Me> me(Optional<Identity> asking) {
        return Answer.of(me(accounts(), asking));
    }

    @PostMapping("/api/auth/login")
    @Summary(
            value = "Logs a browser in: sets the session cookie.",
            body = {
                @Summary.Field(name = "username", text = "name of the user"),
                @Summary.Field(name = "password", text = "password of the user")
            })
    Answer<Me> login(@RequestBody Optional<JsonNode> json, HttpServletRequest request, HttpServletResponse response) {
        Body body = new Body(json);
        Accounts accounts = accounts();
        return switch (accounts.login(body.text("username"), body.text("password"), request.getRemoteAddr())) {
            case LoginOutcome.LoggedIn login -> {
                leave(accounts, request);
                SessionCookie.set(request, response, login.session());
                yield Answer.of(me(accounts, Optional.of(login.identity())));
            }
            case LoginOutcome.Wrong _ ->
                throw Refusal.of(HttpStatus.UNAUTHORIZED, "The user name or the password is wrong.");
            case LoginOutcome.Throttled throttled -> throw Refusal.throttled(throttled.remaining());
        };
    }

    @PostMapping("/api/auth/setup")
    @Summary(
            value = "Makes the first administrator and logs in.",
            body = {
                @Summary.Field(name = "username", text = "name of the administrator"),
                @Summary.Field(name = "password", text = "a password of 12 characters or more"),
                @Summary.Field(
                        name = "token",
                        text = "the setup token, unless the printed link was opened",
                        optional = true)
            })
    Answer<Me> setup(
            @RequestBody Optional<JsonNode> json,
            Optional<Identity> asking,
            HttpServletRequest request,
            HttpServletResponse response) {
        Body body = new Body(json);
        Accounts accounts = accounts();
        boolean allowed = asking.filter(identity -> identity.kind() == Identity.Kind.SETUP)
                        .isPresent()
                || body.optionalText("token").flatMap(setupToken::identify).isPresent();
        return switch (accounts.setup(body.text("username"), body.text("password"), allowed, request.getRemoteAddr())) {
            case SetupOutcome.Made made -> {
                SessionCookie.set(request, response, made.session());
                yield Answer.of(me(accounts, Optional.of(made.identity())));
            }
            case SetupOutcome.AlreadyDone _ ->
                throw Refusal.of(HttpStatus.CONFLICT, "The setup is done already: log in.");
            case SetupOutcome.NotAllowed _ ->
                throw Refusal.of(
                        HttpStatus.FORBIDDEN,
                        "The setup token is missing or wrong: open the link that CTS printed, or take the token from the"
                                + " file setup-token in the data folder.");
            case SetupOutcome.Unfit unfit -> throw Refusal.of(unfit.parameter(), unfit.sentence());
        };
    }

    @PostMapping("/api/auth/logout")
    @Summary("Ends the session.")
    Answer<Me> logout(HttpServletRequest request, HttpServletResponse response) {
        Accounts accounts = accounts();
        leave(accounts, request);
        SessionCookie.clear(request, response);
        return Answer.of(me(accounts, Optional.empty()));
    }

    /** Ends the session that the browser came with. */
    private void leave(Accounts accounts, HttpServletRequest request) {
        SessionCookie.of(request).ifPresent(session -> {
            setupToken.closeBrowser(session);
            accounts.logout(session, request.getRemoteAddr());
        });
    }

    private Accounts accounts() {
        return readiness.backend().accounts();
    }

    private static Me me(Accounts accounts, Optional<Identity> asking) {
        boolean setupViewer = asking.filter(identity -> identity.kind() == Identity.Kind.SETUP)
                .isPresent();
        return new Me(
                asking.isPresent(),
                asking.map(Identity::name),
                asking.map(identity -> identity.role().code()),
                accounts.setupRequired(),
                setupViewer);
    }
}
