package cts.server.api;

import cts.server.account.Identity;
import cts.server.storage.backup.Reorganization;
import cts.server.storage.backup.Restore;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Puts the database in order, and moves it into another. */
@RestController
class DatabaseCareController {
    private final ApiParts parts;
    private final Confirmation confirmation;

    DatabaseCareController(ApiParts parts, Confirmation confirmation) {
        this.parts = parts;
        this.confirmation = confirmation;
    }

    @PostMapping("/api/database/reorganize")
    @Summary("Copy closed positions aside, trim histories, rebuild indexes and analyse; CTS goes on meanwhile.")
    Answer<Reorganization.Report> reorganize() {
        return Answer.of(parts.maintenance().reorganize());
    }

    /** The server stays down afterwards: its next start is to use the other database. */
    @PostMapping("/api/database/convert")
    @Summary(
            value = "Copy everything into an empty database of either type; the server stays down afterwards.",
            body = {
                @Summary.Field(name = "to", text = "a postgresql:// URL or a data folder"),
                @Summary.Field(name = "confirm", text = "convert"),
                @Summary.Field(
                        name = "password",
                        text = "of who asks; not with the setup or local token",
                        optional = true)
            })
    Answer<Restore.Report> convert(Identity asking, @RequestBody Optional<JsonNode> json, HttpServletRequest request) {
        Body body = new Body(json);
        String to = body.text("to");
        confirmation.demand("convert", "Converting the database", body, asking, request.getRemoteAddr());
        return Answer.of(parts.maintenance().convert(to));
    }
}
