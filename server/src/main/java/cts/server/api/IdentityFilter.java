package cts.server.api;

import cts.server.account.Identity;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Finds out who asks: the command line by {@code Authorization: Bearer}, from this machine alone; the setup by
 * {@code X-Setup-Token}; a browser by its cookie. A request with one of the headers is judged by it alone, so that what is
 * spared the CSRF check is never let in by a cookie.
 *
 * <p>Also follows the printed one-time link, {@code /?setup=TOKEN}.
 */
final class IdentityFilter extends OncePerRequestFilter {
    private static final String AUTHORIZATION = "Authorization";
    private static final String BEARER = "Bearer ";
    private static final String SETUP_HEADER = "X-Setup-Token";
    private static final String SETUP_LINK = "setup";

    private final Identities identities;

    IdentityFilter(Identities identities) {
        this.identities = identities;
    }

    /** Whether the request proves itself by a header that no other site can make a browser send. */
    static boolean hasTokenHeader(HttpServletRequest request) {
        return request.getHeader(AUTHORIZATION) != null || request.getHeader(SETUP_HEADER) != null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (isSetupLink(request)) {
            identities
                    .openBrowser(request.getParameter(SETUP_LINK))
                    .ifPresent(session -> SessionCookie.set(request, response, session));
            // Away from the token, which must not stay in the address bar.
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", "/");
            return;
        }
        identify(request).ifPresent(identity -> Asking.note(request, identity));
        chain.doFilter(request, response);
    }

    private Optional<Identity> identify(HttpServletRequest request) {
        if (hasTokenHeader(request)) {
            return Optional.ofNullable(request.getHeader(AUTHORIZATION))
                    .flatMap(header -> byControlToken(header, request))
                    .or(() ->
                            Optional.ofNullable(request.getHeader(SETUP_HEADER)).flatMap(identities::bySetupToken));
        }
        if (!AccessTable.isApi(request.getRequestURI())) {
            return Optional.empty();
        }
        return SessionCookie.of(request).flatMap(identities::bySession);
    }

    private Optional<Identity> byControlToken(String header, HttpServletRequest request) {
        if (!header.startsWith(BEARER) || !isFromHere(request)) {
            return Optional.empty();
        }
        return identities.byControlToken(header.substring(BEARER.length()).strip());
    }

    private static boolean isFromHere(HttpServletRequest request) {
        return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
    }

    private static boolean isSetupLink(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getRequestURI().equals("/")
                && request.getParameter(SETUP_LINK) != null;
    }
}
