package cts.engine;

import cts.execution.OpenOutcome;
import cts.promotion.Verdict;

/** Hears what an engine does and must be kept. Called on the engine's loop, in order; must not block or call back. */
public interface EngineListener {

    /** The state changed; {@code cause} is a sentence or who asked for it. */
    void onState(EngineState state, String cause);

    /** An indication fired at {@code price}. */
    void onSignal(int key, long time, double strength, double price);

    /**
     * A gate decided.
     *
     * @param number numbers the verdicts of this engine, from 0
     */
    void onVerdict(long number, Verdict verdict);

    /** A set at Main or beyond opened a pseudo position. */
    void onOpened(PromotedPosition position);

    /** Such a position closed. */
    void onClosed(PromotedPosition position, ClosedAs as);

    /**
     * A set at the Exchange level wanted a position there.
     *
     * @param number numbers these decisions of this engine, from 0
     */
    void onDecision(long number, Candidate candidate, OpenOutcome outcome);
}
