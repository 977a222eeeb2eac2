package cts.server.runtime;

import cts.engine.Candidate;
import cts.engine.ClosedAs;
import cts.engine.EngineListener;
import cts.engine.EngineState;
import cts.engine.PromotedPosition;
import cts.exchange.Fill;
import cts.exchange.OrderRecord;
import cts.execution.ExecutionJournal;
import cts.execution.LedgerEntry;
import cts.execution.Notice;
import cts.execution.OpenOutcome;
import cts.execution.OpenRequest;
import cts.execution.OrderIntent;
import cts.execution.PositionRecord;
import cts.execution.Refusal;
import cts.promotion.Verdict;
import java.util.Optional;

/**
 * Hears an engine before its ears do, and keeps a book of it from the moment it is given one: what is restored has been
 * booked before. One thread.
 */
final class Witness implements EngineListener, ExecutionJournal {
    private final EngineEars ears;
    private Optional<Book> book = Optional.empty();

    Witness(EngineEars ears) {
        this.ears = ears;
    }

    Book book() {
        return book.orElseThrow();
    }

    /** Goes on with a book. */
    void take(Book begun) {
        book = Optional.of(begun);
    }

    @Override
    public void onState(EngineState state, String cause) {
        ears.onState(state, cause);
    }

    @Override
    public void onSignal(int key, long time, double strength, double price) {
        ears.onSignal(key, time, strength, price);
    }

    @Override
    public void onVerdict(long number, Verdict verdict) {
        ears.onVerdict(number, verdict);
    }

    @Override
    public void onOpened(PromotedPosition position) {
        ears.onOpened(position);
    }

    @Override
    public void onClosed(PromotedPosition position, ClosedAs as) {
        ears.onClosed(position, as);
    }

    @Override
    public void onDecision(long number, Candidate candidate, OpenOutcome outcome) {
        if (outcome instanceof OpenOutcome.Opening opening) {
            book.ifPresent(open -> open.opening(opening.positionId()));
        }
        ears.onDecision(number, candidate, outcome);
    }

    @Override
    public void onOrder(OrderRecord order, OrderIntent intent) {
        ears.onOrder(order, intent);
    }

    @Override
    public void onFill(Fill fill, OrderIntent intent) {
        book.ifPresent(open -> open.fill(fill, intent));
        ears.onFill(fill, intent);
    }

    @Override
    public void onPosition(PositionRecord position) {
        book.ifPresent(open -> open.position(position));
        ears.onPosition(position);
    }

    @Override
    public void onLedgerEntry(LedgerEntry entry) {
        book.ifPresent(open -> open.entry(entry));
        ears.onLedgerEntry(entry);
    }

    @Override
    public void onRefusal(OpenRequest request, Refusal refusal) {
        ears.onRefusal(request, refusal);
    }

    @Override
    public void onNotice(Notice notice) {
        ears.onNotice(notice);
    }
}
