package cts.server.runtime;

import cts.execution.Refusal;
import cts.promotion.Figure;
import cts.promotion.Verdict;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The figures of a decision as JSON for programs and as a sentence for people. Stateless, for any thread. */
final class FigureText {
    private static final MathContext SHOWN = new MathContext(4);

    private FigureText() {}

    /** {@code {"name": {"value": …, "relation": …, "threshold": …, "holds": …}}}; what is undefined or endless is null. */
    static String json(List<Figure> figures) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (Figure figure : figures) {
            ObjectNode each = json.putObject(figure.name());
            put(each, "value", figure.value());
            each.put("relation", figure.relation());
            put(each, "threshold", figure.threshold());
            each.put("holds", figure.holds());
        }
        return json.toString();
    }

    /** The same form for the one figure of a refusal: what was found and what would have been needed. */
    static String json(Refusal refusal) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ObjectNode each =
                json.putObject(refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        each.put("value", refusal.measured());
        each.put("relation", "needed");
        each.put("threshold", refusal.limit());
        each.put("holds", false);
        return json.toString();
    }

    private static void put(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) json.put(name, value);
        else json.putNull(name);
    }

    /** Why, in one sentence: on the way down what does not hold, on the way up all that was compared. */
    static String sentence(Verdict verdict) {
        if (verdict.figures().isEmpty()) return "its rest is over, so it is looked at again";
        List<Figure> failed =
                verdict.figures().stream().filter(figure -> !figure.holds()).toList();
        return (failed.isEmpty() ? verdict.figures() : failed)
                .stream().map(FigureText::clause).collect(Collectors.joining("; "));
    }

    private static String clause(Figure figure) {
        return switch (figure.name()) {
            case "evaluating or active" ->
                figure.holds() ? "it is evaluating or active" : "it is neither evaluating nor active";
            case "significance" -> figure.value() > 0 ? "it is significant" : "it is not yet significant";
            default ->
                figure.name() + (Double.isNaN(figure.value()) ? " has too few results" : " is " + value(figure)) + ", "
                        + figure.relation() + " " + amount(figure.name(), figure.threshold()) + " is needed";
        };
    }

    private static String value(Figure figure) {
        return Double.isInfinite(figure.value()) ? "without losses" : amount(figure.name(), figure.value());
    }

    private static String amount(String name, double value) {
        if (name.startsWith("mean of")) return number(value) + " steps";
        return switch (name) {
            case "win rate", "drawdown" -> number(100 * value) + " %";
            default -> number(value);
        };
    }

    /** With four significant digits. */
    static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(SHOWN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
