package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import cts.exchange.Fill;
import cts.execution.LedgerEntry;
import cts.execution.OrderIntent;
import cts.execution.PositionRecord;
import cts.execution.PositionStatus;
import cts.execution.Purpose;
import cts.money.Amount;
import cts.money.Quantity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What an engine told of its money, kept by other means than its own: sums over fills and ledger entries. One thread. */
final class Book {
    private final Map<String, OrderIntent> fills = new HashMap<>();
    private final Map<String, Quantity> entered = new HashMap<>();
    private final Map<String, Quantity> exited = new HashMap<>();
    private final Map<String, PositionRecord> positions = new LinkedHashMap<>();
    private final Set<String> openings = new HashSet<>();
    private Amount sum = Amount.ZERO;
    private long entries;
    private boolean adjusted;

    Book copy() {
        Book copy = new Book();
        copy.fills.putAll(fills);
        copy.entered.putAll(entered);
        copy.exited.putAll(exited);
        copy.positions.putAll(positions);
        copy.openings.addAll(openings);
        copy.sum = sum;
        copy.entries = entries;
        copy.adjusted = adjusted;
        return copy;
    }

    void opening(String positionId) {
        openings.add(positionId);
    }

    void fill(Fill fill, OrderIntent intent) {
        assertThat(fills.put(fill.venueFillId(), intent))
                .as("%s was counted before", fill)
                .isNull();
        Map<String, Quantity> side = intent.purpose() == Purpose.ENTRY ? entered : exited;
        side.merge(intent.positionId(), fill.quantity(), Quantity::plus);
    }

    void position(PositionRecord position) {
        positions.put(position.id(), position);
    }

    void entry(LedgerEntry entry) {
        assertThat(entry.sequence()).as("%s", entry).isEqualTo(++entries);
        sum = sum.plus(entry.amount());
        assertThat(entry.balance()).as("%s", entry).isEqualTo(sum);
        adjusted |= entry.kind() == LedgerEntry.Kind.ADJUSTMENT;
    }

    boolean isDecided(String positionId) {
        return openings.contains(positionId);
    }

    /** Of all ledger entries, the opening balance being the first. */
    Amount sum() {
        return sum;
    }

    /** Whether the exchange ever showed another balance than the fills made. */
    boolean isAdjusted() {
        return adjusted;
    }

    int fills() {
        return fills.size();
    }

    /** What the fills of a position make; an exit that came before its entry waits for it. */
    Quantity made(String positionId) {
        Quantity in = entered.getOrDefault(positionId, Quantity.ZERO);
        Quantity out = exited.getOrDefault(positionId, Quantity.ZERO);
        return in.isAbove(out) ? in.minus(out) : Quantity.ZERO;
    }

    /** Positions as they last were. */
    Iterable<PositionRecord> positions() {
        return positions.values();
    }

    long filledPositions() {
        return positions.values().stream()
                .filter(position -> !position.entered().isZero())
                .count();
    }

    long closedPositions() {
        return positions.values().stream()
                .filter(position -> position.status() == PositionStatus.CLOSED
                        && !position.entered().isZero())
                .count();
    }
}
