package cts.server.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;

/**
 * An answer that is a failure: RFC 9457, with {@code success:false}, {@code error} (the sentence again) and {@code details}
 * beside it.
 *
 * @param sentence what is wrong and the mend; never a trace or anything secret
 * @param details for programs, such as the parameter that is wrong; {@code retryAfterSeconds} also becomes a header
 */
record Problem(HttpStatus status, String sentence, Map<String, Object> details) {
    private static final String RETRY = "retryAfterSeconds";
    private static final int MOST_SHOWN = 100;

    static Problem of(HttpStatus status, String sentence) {
        return new Problem(status, sentence, Map.of());
    }

    static Problem of(HttpStatus status, String sentence, Map<String, Object> details) {
        return new Problem(status, sentence, details);
    }

    /** The details of a problem that time mends. */
    static Map<String, Object> retryAfter(long seconds) {
        return Map.of(RETRY, seconds);
    }

    /** What somebody sent, fit for a sentence: short and on one line. */
    static String shown(String given) {
        String line = given.replaceAll("\\p{Cntrl}", "?");
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }

    /** Writes the answer, unless one is on its way already. */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(status.value());
        response.setContentType("application/problem+json");
        if (details.containsKey(RETRY)) {
            response.setHeader("Retry-After", String.valueOf(details.get(RETRY)));
        }
        byte[] body = Json.bytes(body(request.getRequestURI()));
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private Map<String, Object> body(String instance) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "about:blank");
        body.put("title", status.getReasonPhrase());
        body.put("status", status.value());
        body.put("detail", sentence);
        body.put("instance", instance);
        body.put("success", false);
        body.put("error", sentence);
        body.put("details", details);
        return body;
    }
}
