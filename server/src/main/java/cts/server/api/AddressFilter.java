package cts.server.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that were not meant for this server: another site whose name was made to point here (DNS rebinding)
 * shows in the Host header, and a page of another origin in the Origin header.
 */
final class AddressFilter extends OncePerRequestFilter {
    private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String port = ":" + request.getLocalPort();
        String host = header(request, "Host");
        if (NAMES.stream().noneMatch(name -> host.equals(name + port))) {
            Problem.of(
                            HttpStatus.FORBIDDEN,
                            "The name \"" + Problem.shown(host)
                                    + "\" in the header Host is not this server's: use 127.0.0.1" + port + ".")
                    .write(request, response);
            return;
        }
        Optional<String> origin = Optional.ofNullable(request.getHeader("Origin"));
        if (origin.isPresent() && NAMES.stream().noneMatch(name -> origin.get().equals("http://" + name + port))) {
            Problem.of(
                            HttpStatus.FORBIDDEN,
                            "A page of " + Problem.shown(origin.get())
                                    + " may not use this server: open http://127.0.0.1" + port + ".")
                    .write(request, response);
            return;
        }
        chain.doFilter(request, response);
    }

    private static String header(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("").toLowerCase(Locale.ROOT);
    }
}
