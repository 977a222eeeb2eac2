package cts.server.api;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem that is the asker's, or the moment's, and no fault of the program. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private Refusal(Problem problem) {
        super(problem.sentence(), null, false, false);
        this.problem = problem;
    }

    /** A parameter or part of the body that will not do. */
    static Refusal of(String parameter, String sentence) {
        return new Refusal(Problem.of(HttpStatus.BAD_REQUEST, sentence, Map.of("parameter", parameter)));
    }

    static Refusal of(HttpStatus status, String sentence) {
        return new Refusal(Problem.of(status, sentence));
    }

    static Refusal of(HttpStatus status, String sentence, Map<String, Object> details) {
        return new Refusal(Problem.of(status, sentence, details));
    }

    static Refusal unavailable(String sentence) {
        return of(HttpStatus.SERVICE_UNAVAILABLE, sentence);
    }

    static Refusal unknown(String what, String id) {
        return of(HttpStatus.NOT_FOUND, "There is no " + what + " \"" + Problem.shown(id) + "\".");
    }

    /** Too many wrong passwords. */
    static Refusal throttled(Duration remaining) {
        long seconds = Math.max(1, (remaining.toMillis() + 999) / 1000);
        return of(
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many logins failed: try again in " + seconds + (seconds == 1 ? " second." : " seconds."),
                Problem.retryAfter(seconds));
    }

    Problem problem() {
        return problem;
    }
}
