package cts.server.api;

import cts.server.storage.StorageException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Turns whatever went wrong into a problem: in a controller as Spring's exception resolver, in a filter as the filter
 * around them. What is a fault of the program is logged under a number, and the asker gets only that number.
 */
final class Failures extends OncePerRequestFilter implements HandlerExceptionResolver {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    private static final long RETRY_SECONDS = 2;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException failure) {
            problem(failure, request).write(request, response);
        }
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception failure) {
        if (failure instanceof IOException || response.isCommitted()) {
            // The browser went away in the middle of an answer: there is nobody to tell.
            return new ModelAndView();
        }
        try {
            problem(failure, request).write(request, response);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        return new ModelAndView();
    }

    private static Problem problem(Throwable failure, HttpServletRequest request) {
        return switch (failure) {
            case Refusal refusal -> refusal.problem();
            case StorageException storage -> problem(storage);
            case MethodArgumentTypeMismatchException wrong ->
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        wrong.getName() + " is \"" + Problem.shown(String.valueOf(wrong.getValue())) + "\" but must be "
                                + expected(wrong.getRequiredType()) + ".",
                        Map.of("parameter", wrong.getName()));
            case MissingServletRequestParameterException missing ->
                Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "The parameter " + missing.getParameterName() + " is missing.",
                        Map.of("parameter", missing.getParameterName()));
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case HttpMediaTypeException media ->
                Problem.of(
                        HttpStatus.valueOf(media.getStatusCode().value()),
                        "Bodies are sent and answered as application/json.");
            case ErrorResponse known
            when known.getStatusCode().is4xxClientError() ->
                Problem.of(
                        HttpStatus.valueOf(known.getStatusCode().value()),
                        Optional.ofNullable(known.getBody().getDetail()).orElse("The request cannot be answered."));
            default -> fault(failure, request);
        };
    }

    private static Problem problem(StorageException failure) {
        String sentence = String.valueOf(failure.getMessage());
        return switch (failure.kind()) {
            case REFUSED -> Problem.of(HttpStatus.BAD_REQUEST, sentence);
            case CONFLICT -> Problem.of(HttpStatus.CONFLICT, sentence);
            case UNAVAILABLE -> Problem.of(HttpStatus.SERVICE_UNAVAILABLE, sentence, Problem.retryAfter(RETRY_SECONDS));
        };
    }

    /** Spring wraps what reading the body threw: a body that was too large is not one that makes no sense. */
    private static Problem unreadable(HttpMessageNotReadableException failure) {
        return failure.getRootCause() instanceof Refusal refusal
                ? refusal.problem()
                : Problem.of(
                        HttpStatus.BAD_REQUEST,
                        "The body is not valid JSON: send one object.",
                        Map.of("parameter", "body"));
    }

    private static Problem fault(Throwable failure, HttpServletRequest request) {
        String number = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("Fault {} at {} {}", number, request.getMethod(), request.getRequestURI(), failure);
        return Problem.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "A fault of the program kept it from answering; its log tells more under the number " + number + ".",
                Map.of("fault", number));
    }

    private static String expected(@Nullable Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        return type == boolean.class || type == Boolean.class ? "true or false" : "something else";
    }
}
