package cts.server.runtime;

import cts.engine.Candidate;
import cts.engine.ClosedAs;
import cts.engine.PromotedPosition;
import cts.exchange.ClientOrderId;
import cts.exchange.Fill;
import cts.exchange.OrderRecord;
import cts.execution.LedgerEntry;
import cts.execution.OpenOutcome;
import cts.execution.OpenOutcome.Opening;
import cts.execution.OrderIntent;
import cts.execution.PositionRecord;
import cts.promotion.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the call into the connection that runs has brought so far; of what can change, how it last was. One thread. */
final class EventNotes {
    static final int MOST_DECISIONS = 16;

    final List<NumberedVerdict> verdicts = new ArrayList<>();
    final List<Decision> decisions = new ArrayList<>();
    final List<PromotedPosition> opened = new ArrayList<>();
    final List<Closing> closed = new ArrayList<>();
    final Map<String, PositionRecord> positions = new LinkedHashMap<>();
    final Map<ClientOrderId, ChangedOrder> orders = new LinkedHashMap<>();
    final Map<ClientOrderId, OrderIntent> intents = new LinkedHashMap<>();
    final Map<String, CountedFill> fills = new LinkedHashMap<>();
    final List<LedgerEntry> entries = new ArrayList<>();

    record NumberedVerdict(long number, Verdict verdict) {}

    record Decision(long number, Candidate candidate, OpenOutcome outcome) {}

    record Closing(PromotedPosition position, ClosedAs as) {}

    record ChangedOrder(OrderRecord order, OrderIntent intent) {}

    record CountedFill(Fill fill, OrderIntent intent) {}

    /** At most {@value #MOST_DECISIONS} are kept: the openings, then the first others. */
    void decide(Decision decision) {
        boolean full = decisions.size() >= MOST_DECISIONS;
        if (full && !(decision.outcome instanceof Opening)) return;
        if (full) decisions.removeLast();
        decisions.add(decision);
    }

    void forget() {
        verdicts.clear();
        decisions.clear();
        opened.clear();
        closed.clear();
        positions.clear();
        orders.clear();
        intents.clear();
        fills.clear();
        entries.clear();
    }
}
