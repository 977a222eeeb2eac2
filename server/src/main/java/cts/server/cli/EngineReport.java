package cts.server.cli;

import cts.server.runtime.Funnel;
import cts.server.runtime.TradingStatus;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the running system does, for {@code engine status}.
 *
 * @param state of the whole
 * @param status empty until the server is ready
 */
record EngineReport(String state, boolean ready, Optional<TradingStatus> status, Optional<Funnel> funnel) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    static EngineReport ask(ServerClient server) throws IOException, InterruptedException {
        JsonNode answer = server.get("/api/trade-engine/status");
        String state = answer.path("state").asString("unknown");
        boolean ready = answer.path("ready").asBoolean(false);
        if (answer.path("feed").isMissingNode()) {
            return new EngineReport(state, ready, Optional.empty(), Optional.empty());
        }
        JsonMapper json = JsonMapper.shared();
        return new EngineReport(
                state,
                ready,
                Optional.of(json.treeToValue(answer, TradingStatus.class)),
                Optional.of(withoutHistory(json.treeToValue(server.get("/api/sets/funnel"), Funnel.class))));
    }

    private static Funnel withoutHistory(Funnel funnel) {
        return new Funnel(
                funnel.base(),
                funnel.evaluating(),
                funnel.active(),
                funnel.paused(),
                funnel.failed(),
                funnel.main(),
                funnel.real(),
                funnel.exchange(),
                List.of());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        status.ifPresentOrElse(
                known -> describe(known, text),
                () -> text.append("The server is not ready; its state is ")
                        .append(state)
                        .append(".\n"));
        funnel.ifPresent(counts -> describe(counts, text));
        status.ifPresent(known -> engines(known, text));
        return text.toString();
    }

    private static void describe(TradingStatus status, StringBuilder text) {
        TradingStatus.FeedStatus feed = status.feed();
        row(
                text,
                "state",
                String.format(
                        Locale.ROOT,
                        "%s, %s money%s",
                        status.state(),
                        status.moneyMode(),
                        status.emergencyStopped() ? ", EMERGENCY STOP" : ""));
        row(
                text,
                "feed",
                String.format(
                        Locale.ROOT,
                        "%s: %s, %s%s",
                        feed.kind(),
                        feed.label(),
                        feed.speed().map("×%.0f"::formatted).orElse("as fast as possible"),
                        feed.ended() ? ", ended" : ""));
        row(text, "event time", String.format(Locale.ROOT, "%s", TIME.format(Instant.ofEpochMilli(feed.time()))));
        row(
                text,
                "trades",
                String.format(
                        Locale.ROOT,
                        "%,d%s, %,.1f per second",
                        feed.eventsDone(),
                        feed.eventsTotal() == Long.MAX_VALUE
                                ? ""
                                : String.format(Locale.ROOT, " of %,d", feed.eventsTotal()),
                        status.ticksPerSecond()));
        TradingStatus.PseudoCounts pseudo = status.pseudo();
        row(
                text,
                "pseudo",
                String.format(
                        Locale.ROOT,
                        "%,d opened, %,d closed, %,d open",
                        pseudo.opened(),
                        pseudo.closed(),
                        pseudo.open()));
        row(
                text,
                "sets",
                String.format(Locale.ROOT, "%,d of %,d came to life", status.setsAlive(), status.setsPossible()));
    }

    private static void describe(Funnel funnel, StringBuilder text) {
        row(
                text,
                "base",
                String.format(
                        Locale.ROOT,
                        "%,d: %,d evaluating, %,d active, %,d paused, %,d failed",
                        funnel.base(),
                        funnel.evaluating(),
                        funnel.active(),
                        funnel.paused(),
                        funnel.failed()));
        row(
                text,
                "funnel",
                String.format(
                        Locale.ROOT,
                        "%,d main, %,d real, %,d exchange",
                        funnel.main(),
                        funnel.real(),
                        funnel.exchange()));
    }

    private static void engines(TradingStatus status, StringBuilder text) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CONNECTION", "EXCHANGE", "SYMBOLS", "STATE", "HEALTH", "SINCE", "CAUSE", "ID"));
        for (TradingStatus.EngineStatus engine : status.engines()) {
            rows.add(List.of(
                    engine.connectionName(),
                    engine.exchange(),
                    String.join(" ", engine.symbols()),
                    engine.state(),
                    engine.health(),
                    TIME.format(Instant.ofEpochMilli(engine.since())),
                    engine.cause(),
                    engine.connectionId()));
        }
        text.append('\n').append(TextTable.of(rows));
        for (TradingStatus.EngineStatus engine : status.engines()) {
            engine.trouble().ifPresent(trouble -> row(text, engine.connectionName(), sentence(trouble)));
        }
    }

    private static String sentence(TradingStatus.Trouble trouble) {
        String next = trouble.nextTryAt()
                .map(at -> "; try %d of %d at %s"
                        .formatted(trouble.tries() + 1, trouble.mostTries(), TIME.format(Instant.ofEpochMilli(at))))
                .orElse("");
        return trouble.sentence() + next;
    }

    private static void row(StringBuilder text, String name, String value) {
        text.append("%-12s".formatted(name)).append(value).append('\n');
    }
}
