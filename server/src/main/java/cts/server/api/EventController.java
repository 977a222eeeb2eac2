package cts.server.api;

import cts.server.account.Identity;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The live events of the page, as Server-Sent Events on the request's own thread. */
@RestController
class EventController {
    private final EventStreams streams;

    EventController(EventStreams streams) {
        this.streams = streams;
    }

    @GetMapping("/api/events")
    @Summary(value = "Live events: status, positions, verdicts, candles as they happen.", media = "text/event-stream")
    void events(Identity asking, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        streams.serve(asking, SessionCookie.of(request), response);
    }
}
