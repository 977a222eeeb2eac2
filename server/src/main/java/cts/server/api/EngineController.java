package cts.server.api;

import cts.server.account.Identity;
import cts.server.account.Role;
import cts.server.runtime.Trading;
import cts.server.runtime.TradingStatus;
import cts.server.runtime.TradingStatus.EngineStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What the engines do, and what they are told to do. */
@RestController
class EngineController {
    private static final Logger LOG = LoggerFactory.getLogger(EngineController.class);

    private final Readiness readiness;
    private final StatusSnapshots snapshots;

    EngineController(ApiParts parts, StatusSnapshots snapshots) {
        this.readiness = parts.readiness();
        this.snapshots = snapshots;
    }

    @GetMapping("/api/trade-engine/status")
    @Summary(
            value =
                    "State of the engines, the feed and the pseudo positions; to those who are not logged in state and ready alone.",
            data = TradingStatus.class)
    ResponseEntity<byte[]> status(Optional<Identity> asking) {
        boolean detailed =
                asking.filter(identity -> identity.role().includes(Role.VIEWER)).isPresent()
                        && readiness.state() instanceof Readiness.State.Ready;
        byte[] body = detailed ? snapshots.answer(asking.orElseThrow()) : Json.bytes(Answer.of(snapshots.brief()));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    @PostMapping("/api/trade-engine/{command:start|stop|pause|resume|restart}")
    @Summary("Commands the engines of all connections you may see.")
    Answer<StatusSnapshots.Brief> all(Identity asking, @PathVariable String command) {
        Backend backend = readiness.backend();
        Trading.EngineCommand wanted = command(command);
        List<String> engines = backend.trading().status().engines().stream()
                .map(EngineStatus::connectionId)
                .toList();
        List<String> visible = engines.stream()
                .filter(id -> new ConnectionScope(backend.database()).isVisible(asking, id))
                .toList();
        carryOut(() -> {
            if (visible.equals(engines)) {
                backend.trading().command(wanted, asking.name());
                return;
            }
            visible.forEach(id -> backend.trading().command(id, wanted, asking.name()));
        });
        return Answer.of(snapshots.brief());
    }

    @PostMapping("/api/trade-engine/{connectionId}/{command:start|stop|pause|resume}")
    @Summary("Commands the engine of one connection.")
    Answer<StatusSnapshots.Brief> one(
            Identity asking, @PathVariable String connectionId, @PathVariable String command) {
        Backend backend = readiness.backend();
        new ConnectionScope(backend.database()).check(asking, connectionId);
        carryOut(() -> backend.trading().command(connectionId, command(command), asking.name()));
        return Answer.of(snapshots.brief());
    }

    /** Stops trading on every connection, whoever's it is; positions stay unless the body says otherwise. */
    @PostMapping("/api/trade-engine/emergency-stop")
    @Summary(
            value = "Disables trading everywhere, then stops the engines; positions stay unless told otherwise.",
            body =
                    @Summary.Field(
                            name = "closePositions",
                            type = "boolean",
                            text = "close our own exchange positions, too",
                            optional = true))
    Answer<StatusSnapshots.Brief> emergencyStop(Identity asking, @RequestBody Optional<JsonNode> json) {
        boolean closePositions = new Body(json).isSet("closePositions");
        Trading trading = readiness.backend().trading();
        carryOut(() -> trading.emergencyStop(closePositions, asking.name()));
        return Answer.of(snapshots.brief());
    }

    private static Trading.EngineCommand command(String word) {
        return Trading.EngineCommand.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static void carryOut(Runnable command) {
        try {
            command.run();
        } catch (IllegalArgumentException refused) {
            throw Refusal.of(HttpStatus.CONFLICT, String.valueOf(refused.getMessage()));
        } catch (IllegalStateException silent) {
            LOG.error("An engine did not carry out a command", silent);
            throw Refusal.unavailable("It is not known whether the engine did it: " + silent.getMessage());
        }
    }
}
