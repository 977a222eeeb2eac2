package cts.server.api;

import java.io.IOException;
import java.util.Optional;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Tomcat's own refusals, such as of a malformed request, as problems instead of its page. Public because Tomcat makes it by
 * its name.
 */
public final class ProblemValve extends ErrorReportValve {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemValve.class);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        int code = response.getStatus();
        if (code < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        HttpStatus status = Optional.ofNullable(HttpStatus.resolve(code)).orElse(HttpStatus.BAD_REQUEST);
        String sentence = status.is5xxServerError()
                ? "A fault of the program kept it from answering."
                : "The request is not one this server understands: check its address and headers.";
        if (failure != null && status.is5xxServerError()) {
            LOG.error("Fault outside the controllers", failure);
        }
        try {
            Problem.of(status, sentence).write(request, response);
            response.finishResponse();
        } catch (IOException gone) {
            LOG.debug("The asker went away before the answer", gone);
        }
    }
}
