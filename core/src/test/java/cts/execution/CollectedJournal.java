package cts.execution;

import cts.exchange.Fill;
import cts.exchange.OrderRecord;
import cts.money.Amount;
import cts.money.Quantity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps all that a desk emits. */
final class CollectedJournal implements ExecutionJournal {

    final List<OrderRecord> orders = new ArrayList<>();
    final Map<Fill, OrderIntent> fills = new LinkedHashMap<>();
    final Map<String, PositionRecord> positions = new LinkedHashMap<>();
    final Map<String, Quantity> entered = new HashMap<>();
    final Map<String, Quantity> exited = new HashMap<>();
    final List<LedgerEntry> ledger = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    final List<Notice> notices = new ArrayList<>();

    private Amount sum = Amount.ZERO;

    @Override
    public void onOrder(OrderRecord order, OrderIntent intent) {
        orders.add(order);
    }

    @Override
    public void onFill(Fill fill, OrderIntent intent) {
        if (fills.put(fill, intent) != null) {
            throw new AssertionError("fill " + fill.venueFillId() + " was counted twice");
        }
        (intent.purpose() == Purpose.ENTRY ? entered : exited)
                .merge(intent.positionId(), fill.quantity(), Quantity::plus);
    }

    @Override
    public void onPosition(PositionRecord position) {
        positions.put(position.id(), position);
    }

    @Override
    public void onLedgerEntry(LedgerEntry entry) {
        ledger.add(entry);
        sum = sum.plus(entry.amount());
    }

    @Override
    public void onRefusal(OpenRequest request, Refusal refusal) {
        refusals.add(refusal);
    }

    @Override
    public void onNotice(Notice notice) {
        notices.add(notice);
    }

    Amount sum(LedgerEntry.Kind kind) {
        return ledger.stream()
                .filter(entry -> entry.kind() == kind)
                .map(LedgerEntry::amount)
                .reduce(Amount.ZERO, Amount::plus);
    }

    /** Of all entries so far. */
    Amount sum() {
        return sum;
    }

    /** What the fills of a position make. */
    Quantity made(String positionId) {
        Quantity in = entered.getOrDefault(positionId, Quantity.ZERO);
        Quantity out = exited.getOrDefault(positionId, Quantity.ZERO);
        return in.isAbove(out) ? in.minus(out) : Quantity.ZERO;
    }

    List<String> noticesOf(Notice.Kind kind) {
        return notices.stream()
                .filter(notice -> notice.kind() == kind)
                .map(Notice::sentence)
                .toList();
    }
}
