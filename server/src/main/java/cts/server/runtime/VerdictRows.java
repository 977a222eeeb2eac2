package cts.server.runtime;

import cts.engine.Candidate;
import cts.execution.OpenOutcome;
import cts.execution.OpenOutcome.Opening;
import cts.execution.OpenOutcome.Refused;
import cts.market.Instrument;
import cts.promotion.BaseStatus;
import cts.promotion.Level;
import cts.promotion.Verdict;
import cts.server.storage.Write;
import cts.server.storage.repository.Verdicts;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** Rows of what gates and risk checks decided. One thread: the loop's. */
final class VerdictRows {
    private final String connectionId;
    private final Instrument instrument;
    private final SetRows sets;

    VerdictRows(String connectionId, Instrument instrument, SetRows sets) {
        this.connectionId = connectionId;
        this.instrument = instrument;
        this.sets = sets;
    }

    /** A gate's verdict: {@code reason} is what changed into what. */
    Write<?> verdict(long number, Verdict verdict, String setId) {
        return Verdicts.write(new Verdicts.Row(
                StableIds.of(verdict.time(), "verdict", connectionId, number).toString(),
                connectionId,
                Optional.of(setId),
                Optional.empty(),
                instrument.symbol(),
                verdict.gate(),
                isUp(verdict) ? "up" : "down",
                verdict.from() + " → " + verdict.to(),
                FigureText.sentence(verdict),
                FigureText.json(verdict.figures()),
                verdict.time()));
    }

    private static boolean isUp(Verdict verdict) {
        if (verdict.gate().equals("base")) {
            return switch (BaseStatus.valueOf(verdict.to().toUpperCase(Locale.ROOT))) {
                case EVALUATING, ACTIVE -> true;
                case PAUSED, FAILED -> false;
            };
        }
        return level(verdict.to()).compareTo(level(verdict.from())) > 0;
    }

    private static Level level(String code) {
        return Level.valueOf(code.toUpperCase(Locale.ROOT));
    }

    /**
     * What became of a set's wish for a position at the exchange.
     *
     * @param positionId id of the row of the exchange position, where one opens
     */
    Write<?> decision(
            long number, Candidate candidate, OpenOutcome outcome, String setId, Optional<String> positionId) {
        String id =
                StableIds.of(candidate.time(), "decision", connectionId, number).toString();
        return Verdicts.write(
                switch (outcome) {
                    case Opening opening ->
                        new Verdicts.Row(
                                id,
                                connectionId,
                                Optional.of(setId),
                                positionId,
                                instrument.symbol(),
                                "exchange",
                                "up",
                                "OPENING",
                                "of the sets that wanted the leg this one has the greatest lower bound, "
                                        + FigureText.number(sets.steps(candidate.bound()))
                                        + " steps, and every risk check passed",
                                bound(candidate),
                                candidate.time());
                    case Refused refused ->
                        new Verdicts.Row(
                                id,
                                connectionId,
                                Optional.of(setId),
                                Optional.empty(),
                                instrument.symbol(),
                                "risk",
                                "refused",
                                refused.refusal().reason().name(),
                                refused.refusal().sentence(),
                                FigureText.json(refused.refusal()),
                                candidate.time());
                });
    }

    private String bound(Candidate candidate) {
        double steps = sets.steps(candidate.bound());
        if (!Double.isFinite(steps)) return "{}";
        var json = JsonNodeFactory.instance.objectNode();
        json.putObject("lower confidence bound").put("value", steps);
        return json.toString();
    }
}
