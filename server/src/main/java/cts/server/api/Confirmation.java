package cts.server.api;

import cts.server.account.Identity;
import cts.server.account.PasswordCheck;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/**
 * Asks once more before something is destroyed. The body must carry {@code confirm}, exactly the text that the endpoint
 * names, and {@code password}, the asking user's own; who proves to have the data folder – by the setup token or the command
 * line's – needs no password. What is missing or wrong is refused with a sentence that names the text to type, and with
 * {@code details.confirm} for programs, before anything is done.
 *
 * <p>Safe for any thread.
 */
final class Confirmation {
    private static final String CONFIRM = "confirm";
    private static final String PASSWORD = "password";

    private final Readiness readiness;

    Confirmation(ApiParts parts) {
        this.readiness = parts.readiness();
    }

    /**
     * Returns if the body confirms the action.
     *
     * @param text what must be typed, such as {@code rollback to 5}
     * @param action what it confirms, as a sentence says it, such as {@code Rolling the database back to 5}
     * @param address where the request comes from, for the count of wrong passwords
     * @throws Refusal 400 without the right text, 403 without the right password, 429 after too many wrong ones
     */
    void demand(String text, String action, Body body, Identity asking, String address) {
        Map<String, Object> details = Map.of(CONFIRM, text);
        if (!body.optionalText(CONFIRM).equals(Optional.of(text))) {
            throw Refusal.of(
                    HttpStatus.BAD_REQUEST,
                    action + " must be confirmed: send \"" + CONFIRM + "\" with the text \"" + text + "\""
                            + (needsPassword(asking) ? " and \"" + PASSWORD + "\" with your own." : "."),
                    details);
        }
        if (!needsPassword(asking)) {
            return;
        }
        String password = body.optionalText(PASSWORD)
                .orElseThrow(() -> Refusal.of(
                        HttpStatus.FORBIDDEN,
                        action + " takes your password again: send it as \"" + PASSWORD + "\", beside \"" + CONFIRM
                                + "\" with the text \"" + text + "\".",
                        details));
        // Only a user of the open database has one.
        String userId = asking.userId().orElseThrow();
        switch (readiness.backend().accounts().check(userId, password, address)) {
            case PasswordCheck.Right _ -> {
                // Confirmed.
            }
            case PasswordCheck.Wrong _ ->
                throw Refusal.of(
                        HttpStatus.FORBIDDEN,
                        "The password is wrong, so nothing was done: send your own as \"" + PASSWORD + "\", beside \""
                                + CONFIRM + "\" with the text \"" + text + "\".",
                        details);
            case PasswordCheck.Throttled throttled -> throw Refusal.throttled(throttled.remaining());
        }
    }

    private static boolean needsPassword(Identity asking) {
        return asking.kind() == Identity.Kind.USER;
    }
}
