package cts.server.api;

import cts.promotion.Figure;
import cts.server.storage.repository.SetLines;
import cts.server.storage.repository.VerdictLines;
import cts.server.storage.repository.Verdicts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A verdict as it is shown.
 *
 * @param kind promotion or execution
 * @param from level or status before, {@code to} after; both empty texts where no set changed
 * @param reason a word that does not change, or {@code from → to}
 * @param message one sentence
 * @param figures what was compared
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
        String from,
        String to,
        String reason,
        String message,
        List<FigureItem> figures) {
    private static final String ARROW = " → ";

    /** One comparison. */
    record FigureItem(String name, Optional<Double> value, String relation, Optional<Double> threshold, boolean holds) {
        static FigureItem of(Figure figure) {
            return new FigureItem(
                    figure.name(),
                    finite(figure.value()),
                    figure.relation(),
                    finite(figure.threshold()),
                    figure.holds());
        }

        private static Optional<Double> finite(double value) {
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        }

        private static FigureItem of(Map.Entry<String, JsonNode> stored) {
            JsonNode figure = stored.getValue();
            return new FigureItem(
                    stored.getKey(),
                    number(figure.path("value")),
                    figure.path("relation").asString(""),
                    number(figure.path("threshold")),
                    // A figure that was only noted was no condition.
                    figure.path("holds").asBoolean(true));
        }

        private static Optional<Double> number(JsonNode node) {
            return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
        }
    }

    /** @param sets the sets that verdicts are about, by id */
    static VerdictItem of(Verdicts.Row row, Map<String, SetLines.Line> sets) {
        int arrow = row.reason().indexOf(ARROW);
        return new VerdictItem(
                row.id(),
                row.eventTime(),
                VerdictLines.Kind.of(row).name().toLowerCase(Locale.ROOT),
                row.setId(),
                row.setId().map(sets::get).map(SetItem::name),
                row.positionId(),
                row.symbol(),
                row.gate(),
                row.outcome(),
                arrow < 0 ? "" : row.reason().substring(0, arrow),
                arrow < 0 ? "" : row.reason().substring(arrow + ARROW.length()),
                row.reason(),
                row.message(),
                Json.read(row.figures()).properties().stream()
                        .map(FigureItem::of)
                        .toList());
    }
}
