package cts.server.api;

import cts.server.account.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.csrf.CsrfException;

/** Applies {@link AccessTable} to a request, and says why where it refuses. */
final class AccessDecision implements AuthorizationManager<RequestAuthorizationContext> {
    @Override
    public AuthorizationResult authorize(
            Supplier<? extends @Nullable Authentication> nobody, RequestAuthorizationContext context) {
        HttpServletRequest request = context.getRequest();
        return new AuthorizationDecision(
                switch (AccessTable.find(request.getMethod(), request.getRequestURI())) {
                    case AccessTable.Finding.Guarded(Access least) -> least.allows(Asking.of(request));
                    case AccessTable.Finding.WrongMethod _ -> false;
                    case AccessTable.Finding.Nothing _ -> false;
                });
    }

    /** Answers a request that was refused, here or for a missing CSRF token. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, RuntimeException why)
            throws IOException {
        if (why instanceof CsrfException) {
            Problem.of(
                            HttpStatus.FORBIDDEN,
                            "The request lacks the CSRF token: send the value of the cookie XSRF-TOKEN in the header"
                                    + " X-XSRF-TOKEN.")
                    .write(request, response);
            return;
        }
        switch (AccessTable.find(request.getMethod(), request.getRequestURI())) {
            case AccessTable.Finding.Guarded(Access least) ->
                refusal(least, Asking.of(request)).write(request, response);
            case AccessTable.Finding.WrongMethod wrong -> {
                String allowed = String.join(", ", wrong.allowed());
                response.setHeader("Allow", allowed);
                Problem.of(
                                HttpStatus.METHOD_NOT_ALLOWED,
                                request.getRequestURI() + " takes " + allowed + " but not " + request.getMethod() + ".",
                                Map.of("allowed", wrong.allowed()))
                        .write(request, response);
            }
            case AccessTable.Finding.Nothing _ ->
                Problem.of(HttpStatus.NOT_FOUND, "There is nothing at " + Problem.shown(request.getRequestURI()) + ".")
                        .write(request, response);
        }
    }

    private static Problem refusal(Access least, Optional<Identity> asking) {
        return asking.map(identity -> Problem.of(
                        HttpStatus.FORBIDDEN,
                        "This takes " + least.words() + ", and \"" + identity.name() + "\" has the role "
                                + identity.role().code() + ".",
                        Map.of("needed", least.name().toLowerCase(Locale.ROOT))))
                .orElseGet(() -> Problem.of(HttpStatus.UNAUTHORIZED, "Log in first: this is not shown to everyone."));
    }
}
