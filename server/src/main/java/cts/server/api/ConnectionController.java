package cts.server.api;

import cts.server.account.Identity;
import cts.server.storage.repository.Connections;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The connections somebody may see, without anything secret. */
@RestController
class ConnectionController {
    private static final String PAPER = "paper";

    private final Readiness readiness;

    ConnectionController(ApiParts parts) {
        this.readiness = parts.readiness();
    }

    /** A connection; {@code paper} tells that its orders go to the built-in paper exchange. */
    record Item(
            String id,
            String name,
            String exchange,
            boolean isTestnet,
            boolean isEnabled,
            boolean isActive,
            boolean isLiveTrade,
            boolean isPresetTrade,
            Optional<String> lastTestStatus,
            Optional<Long> lastTestAt,
            boolean paper) {
        static Item of(Connections.Row row) {
            return new Item(
                    row.id(),
                    row.name(),
                    row.exchange(),
                    row.isTestnet(),
                    row.isEnabled(),
                    row.isActive(),
                    row.isLiveTrade(),
                    row.isPresetTrade(),
                    row.lastTestStatus(),
                    row.lastTestAt(),
                    row.connectionMethod().equals(PAPER));
        }
    }

    @GetMapping("/api/settings/connections")
    @Summary("The connections you may see, without anything secret.")
    Answer<List<Item>> list(Identity asking) {
        return Answer.of(new ConnectionScope(readiness.backend().database())
                .visible(asking).stream().map(Item::of).toList());
    }
}
