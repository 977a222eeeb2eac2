package cts.server.api;

import cts.server.runtime.LiveEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What one watching browser has not been sent yet, never more than a few hundred events however slow it is: of what only
 * shows a state (prices, candles, equity, positions) the newest counts, openings and closings are added up, and of the rest
 * the oldest go.
 *
 * <p>Filled by runtime threads, emptied by the browser's own; safe for both, and neither waits for the other longer than a
 * few copies take.
 */
final class EventMailbox {
    private static final int MOST_SIGNALS = 100;
    private static final int MOST_PROMOTIONS = 200;
    private static final int MOST_NOTICES = 50;
    private static final int MOST_STATES = 500;
    private static final int SIGNALS_AT_ONCE = 5;
    private static final int PROMOTIONS_AT_ONCE = 2;
    private static final int MOST_SAMPLES = 10;

    private final SequencedMap<String, LiveEvent> market = new LinkedHashMap<>();
    private final SequencedMap<String, LiveEvent> slow = new LinkedHashMap<>();
    private final SequencedMap<String, LiveEvent> positions = new LinkedHashMap<>();
    private final ArrayDeque<LiveEvent> signals = new ArrayDeque<>();
    private final ArrayDeque<LiveEvent> promotions = new ArrayDeque<>();
    private final ArrayDeque<LiveEvent> notices = new ArrayDeque<>();
    private long missed;

    /** Puts an event in. Never waits for the browser. */
    synchronized void put(LiveEvent event) {
        switch (event) {
            case LiveEvent.Price price -> latest(market, "price " + price.symbol(), price);
            case LiveEvent.Candle candle ->
                latest(market, "candle " + candle.symbol() + " " + candle.timeframe(), candle);
            case LiveEvent.Equity equity -> latest(slow, "equity " + equity.connectionId(), equity);
            case LiveEvent.Pseudo pseudo -> slow.merge("pseudo", pseudo, EventMailbox::added);
            case LiveEvent.ExchangePosition position -> latest(positions, position.positionId(), position);
            case LiveEvent.Signal signal -> bounded(signals, signal, MOST_SIGNALS);
            case LiveEvent.Promotion promotion -> missed += bounded(promotions, promotion, MOST_PROMOTIONS);
            case LiveEvent.Notice notice -> missed += bounded(notices, notice, MOST_NOTICES);
        }
    }

    /** What is due every quarter of a second: prices and candles (4/s), signals (20/s), promotions (8/s), and news. */
    synchronized List<LiveEvent> takeQuarterly() {
        List<LiveEvent> due = new ArrayList<>(notices);
        notices.clear();
        if (missed > 0) {
            due.add(new LiveEvent.Notice(
                    "warn",
                    missed + " events were left out because this page was too slow for them: reload it to see all."));
            missed = 0;
        }
        take(promotions, PROMOTIONS_AT_ONCE, due);
        take(signals, SIGNALS_AT_ONCE, due);
        due.addAll(market.values());
        market.clear();
        return due;
    }

    /** What is due once a second: equity and the sum of what opened and closed. */
    synchronized List<LiveEvent> takeEachSecond() {
        List<LiveEvent> due = new ArrayList<>(slow.values());
        slow.clear();
        return due;
    }

    /** The exchange positions that changed, newest state of each. */
    synchronized List<LiveEvent.ExchangePosition> takePositions() {
        List<LiveEvent.ExchangePosition> due = positions.values().stream()
                .map(LiveEvent.ExchangePosition.class::cast)
                .toList();
        positions.clear();
        return due;
    }

    private void latest(SequencedMap<String, LiveEvent> states, String key, LiveEvent event) {
        states.put(key, event);
        if (states.size() > MOST_STATES) {
            states.pollFirstEntry();
            missed++;
        }
    }

    private static int bounded(ArrayDeque<LiveEvent> queue, LiveEvent event, int most) {
        queue.add(event);
        if (queue.size() <= most) {
            return 0;
        }
        queue.remove();
        return 1;
    }

    private static void take(ArrayDeque<LiveEvent> queue, int most, List<LiveEvent> due) {
        for (int i = 0; i < most; i++) {
            Optional.ofNullable(queue.poll()).ifPresent(due::add);
        }
    }

    private static LiveEvent added(LiveEvent before, LiveEvent now) {
        if (!(before instanceof LiveEvent.Pseudo first) || !(now instanceof LiveEvent.Pseudo second)) {
            return now;
        }
        List<LiveEvent.Closed> recent = new ArrayList<>(first.recent());
        recent.addAll(second.recent());
        return new LiveEvent.Pseudo(
                second.time(),
                first.opened() + second.opened(),
                first.closed() + second.closed(),
                second.open(),
                List.copyOf(recent.subList(Math.max(0, recent.size() - MOST_SAMPLES), recent.size())));
    }
}
