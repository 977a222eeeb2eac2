package cts.execution;

import cts.exchange.Fill;
import cts.exchange.OrderRecord;

/**
 * Takes everything that execution does and that must be stored. Called on the loop that owns the desk, in the order in
 * which it happens; must not block and must not call back.
 */
public interface ExecutionJournal {

    /** An order was made or changed. */
    void onOrder(OrderRecord order, OrderIntent intent);

    /** A fill was counted, for the first and only time. */
    void onFill(Fill fill, OrderIntent intent);

    /** A position was made or changed. */
    void onPosition(PositionRecord position);

    void onLedgerEntry(LedgerEntry entry);

    void onRefusal(OpenRequest request, Refusal refusal);

    void onNotice(Notice notice);
}
