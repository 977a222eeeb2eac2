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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Hears an engine: passes everything to the recorder, and what people watch to the live hub. On the engine's loop. */
final class EngineEars implements EngineListener, ExecutionJournal {
    private static final int MOST_RECENT = 12;

    private final Recorder recorder;
    private final SignalLog signals;
    private final LiveHub hub;
    private final String symbol;
    private final SetNames names;
    private final List<LiveEvent.Closed> recentCloses = new ArrayList<>();
    private long stateSince;

    EngineEars(Recorder recorder, SignalLog signals, LiveHub hub, String symbol, SetNames names) {
        this.names = names;
        this.recorder = recorder;
        this.signals = signals;
        this.hub = hub;
        this.symbol = symbol;
    }

    /** A few of the positions that closed since the last call. */
    List<LiveEvent.Closed> takeRecentCloses() {
        List<LiveEvent.Closed> taken = List.copyOf(recentCloses);
        recentCloses.clear();
        return taken;
    }

    /** Wall-clock time of the last change of state as the loop noted it; 0 before any. */
    long stateSince() {
        return stateSince;
    }

    void noteStateTime(long now) {
        if (stateSince == 0) stateSince = now;
    }

    @Override
    public void onState(EngineState state, String why) {
        stateSince = 0;
        recorder.onState(state, why);
    }

    @Override
    public void onSignal(int key, long time, double strength, double price) {
        recorder.onSignal(key, time, strength, price);
        SignalView signal = signals.add(key, time, strength, price);
        if (hub.hasListeners()) hub.publish(new LiveEvent.Signal(symbol, signal));
    }

    @Override
    public void onVerdict(long number, Verdict verdict) {
        recorder.onVerdict(number, verdict);
        boolean high = verdict.gate().equals("real") || verdict.gate().equals("exchange");
        if (!high || !hub.hasListeners()) return;
        hub.publish(new LiveEvent.Promotion(
                setId(verdict.key(), verdict.cell()),
                names.name(verdict.key(), verdict.cell()),
                verdict.time(),
                verdict.gate(),
                verdict.from(),
                verdict.to(),
                verdict.figures()));
    }

    @Override
    public void onOpened(PromotedPosition position) {
        recorder.onOpened(position);
    }

    @Override
    public void onClosed(PromotedPosition position, ClosedAs as) {
        recorder.onClosed(position, as);
        if (!hub.hasListeners() || recentCloses.size() >= MOST_RECENT) return;
        recentCloses.add(new LiveEvent.Closed(
                names.name(position.key(), position.cell()),
                names.direction(position.key()),
                position.entry(),
                as.price(),
                as.reason().code(),
                as.net()));
    }

    @Override
    public void onDecision(long number, Candidate candidate, OpenOutcome outcome) {
        recorder.onDecision(number, candidate, outcome);
    }

    @Override
    public void onOrder(OrderRecord order, OrderIntent intent) {
        recorder.onOrder(order, intent);
    }

    @Override
    public void onFill(Fill fill, OrderIntent intent) {
        recorder.onFill(fill, intent);
    }

    @Override
    public void onPosition(PositionRecord position) {
        recorder.onPosition(position);
        if (!hub.hasListeners()) return;
        hub.publish(new LiveEvent.ExchangePosition(
                recorder.exchangePositionId(position.id()).orElse(position.id()),
                names.ofDesk(position.setId()),
                position.leg().direction().code(),
                position.status().name().toLowerCase(Locale.ROOT),
                position.closedAt().orElse(position.openedAt())));
    }

    @Override
    public void onLedgerEntry(LedgerEntry entry) {
        recorder.onLedgerEntry(entry);
    }

    @Override
    public void onRefusal(OpenRequest request, Refusal refusal) {
        recorder.onRefusal(request, refusal);
    }

    @Override
    public void onNotice(Notice notice) {
        recorder.onNotice(notice);
    }

    private String setId(int key, int cell) {
        return recorder.setId(key, cell);
    }

    /** Shows a notice to people; the recorder has stored it. */
    static void show(LiveHub hub, Notice notice) {
        if (hub.hasListeners()) hub.publish(new LiveEvent.Notice(level(notice.kind()), notice.sentence()));
    }

    private static String level(Notice.Kind kind) {
        return switch (kind) {
            case FROZEN, UNPROTECTED -> "error";
            case FOREIGN_POSITION, FOREIGN_ORDER, REFUSED_EVENT, ORDER_FAILED -> "warn";
            case UNFROZEN, CONNECTION -> "info";
        };
    }
}
