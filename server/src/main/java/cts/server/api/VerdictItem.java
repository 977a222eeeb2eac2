package cts.server.api;

import cts.server.storage.repository.SetLines;
import cts.server.storage.repository.VerdictLines;
import cts.server.storage.repository.Verdicts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A verdict as it is shown. Stored are its figures as an object: of a promotion {@code from}, {@code to} and {@code
 * figures}, a list of comparisons; a refusal may have whatever numbers its reason rests on.
 *
 * @param kind promotion or execution
 * @param reason a word that does not change
 * @param message one sentence
 * @param figures what was compared: name, value, relation, threshold, holds
 * @param context the stored object
 */
record VerdictItem(
        String id,
        long time,
        String kind,
        Optional<String> setId,
        Optional<String> setName,
        Optional<String> positionId,
        String symbol,
        String gate,
        String outcome,
        Optional<String> from,
        Optional<String> to,
        String reason,
        String message,
        List<JsonNode> figures,
        JsonNode context) {

    /** @param sets names of the sets that verdicts are about */
    static VerdictItem of(Verdicts.Row row, Map<String, SetLines.Line> sets) {
        JsonNode stored = Json.read(row.figures());
        return new VerdictItem(
                row.id(),
                row.eventTime(),
                VerdictLines.Kind.of(row.outcome()).name().toLowerCase(Locale.ROOT),
                row.setId(),
                row.setId().map(sets::get).map(SetItem::name),
                row.positionId(),
                row.symbol(),
                row.gate(),
                row.outcome(),
                text(stored, "from"),
                text(stored, "to"),
                row.reason(),
                row.message(),
                List.copyOf(stored.path("figures").values()),
                stored);
    }

    private static Optional<String> text(JsonNode object, String name) {
        return object.path(name).asStringOpt();
    }
}
