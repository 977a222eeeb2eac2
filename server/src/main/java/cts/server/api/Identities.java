package cts.server.api;

import cts.server.account.ControlFile;
import cts.server.account.Identity;
import java.util.Optional;

/** Who holds a token: a browser's session, the setup token, or the command line's. Safe for any thread. */
final class Identities {
    private final ApiParts parts;
    private volatile Optional<ControlFile> control = Optional.empty();

    Identities(ApiParts parts) {
        this.parts = parts;
    }

    /** Names the command line's token, once the port is known that is written beside it. */
    void setControl(ControlFile file) {
        control = Optional.of(file);
    }

    /** The holder of a browser's session, which counts as used. */
    Optional<Identity> bySession(String session) {
        return parts.setupToken().browser(session).or(() -> switch (parts.readiness()
                .state()) {
            case Readiness.State.Ready ready -> ready.backend().accounts().identify(session);
            case Readiness.State.Starting _, Readiness.State.Failed _ -> Optional.empty();
        });
    }

    /** Whether a browser's session has not ended; does not count as a use of it. */
    boolean isOpen(String session) {
        return parts.setupToken().browser(session).isPresent()
                || (parts.readiness().state() instanceof Readiness.State.Ready ready
                        && ready.backend().accounts().isOpen(session));
    }

    Optional<Identity> bySetupToken(String token) {
        return parts.setupToken().identify(token);
    }

    Optional<Identity> byControlToken(String token) {
        return control.filter(file -> file.accepts(token)).map(_ -> Identity.CONTROL);
    }

    /** A session for a browser that followed the one-time link; empty if it is not the right one. */
    Optional<String> openBrowser(String setupToken) {
        return parts.setupToken().openBrowser(setupToken);
    }
}
