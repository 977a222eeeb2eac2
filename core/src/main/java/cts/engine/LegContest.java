package cts.engine;

import cts.execution.ExitPlan;
import cts.execution.Mode;
import cts.execution.OpenOutcome;
import cts.execution.OpenOutcome.Opening;
import cts.execution.OpenOutcome.Refused;
import cts.execution.OpenRequest;
import cts.execution.OrderDesk;
import cts.execution.Refusal;
import cts.execution.RefusalReason;
import cts.execution.Trailing;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Percent;
import cts.money.Price;
import cts.performance.LowerConfidenceBound;
import cts.performance.ResultHistory;
import cts.promotion.Level;
import cts.promotion.SetBook;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which set trades: of all sets at the Exchange level that accept a signal with one event, the one with the greatest lower
 * confidence bound asks the desk for the leg; the others are told that it is taken, or why it was refused. A set is told
 * again only when the answer changes.
 */
final class LegContest {
    private static final long SLOT = 100;
    private static final int NEW_PER_SLOT = 10;

    private final Instrument instrument;
    private final ExitGrid grid;
    private final long timeout;
    private final OrderDesk desk;
    private final EngineListener listener;
    private final List<Direction> directions;
    private final List<Candidate> candidates = new ArrayList<>();
    /** What each set was told last, by key and cell. */
    private final Map<Long, String> told = new TreeMap<>();
    /** Exchange positions whose pseudo position opens with the next event. */
    private final Map<Long, String> mirrors = new TreeMap<>();

    private long decisions;
    private long slot = Long.MIN_VALUE;
    private int openedInSlot;

    LegContest(Instrument instrument, VirtualSettings settings, OrderDesk desk, EngineListener listener) {
        this.instrument = instrument;
        this.desk = desk;
        this.listener = listener;
        grid = ExitGrid.ofRequests(settings.exits());
        directions = settings.keys().stream().map(key -> key.direction()).toList();
        timeout = settings.kernel().timeout() == KernelSettings.NO_TIMEOUT
                ? 0
                : settings.kernel().timeout();
    }

    /** The sets of a key that accepted a signal; those at the Exchange level become candidates. */
    void enter(SetBook sets, int key, long time, double price, long[] cells) {
        long[] eligible = sets.atLevel(key, Level.EXCHANGE);
        for (int w = 0; w < cells.length; w++) {
            for (long rest = cells[w] & eligible[w]; rest != 0; rest &= rest - 1) {
                int cell = (w << 6) + Long.numberOfTrailingZeros(rest);
                ResultHistory history = sets.set(key, cell).orElseThrow().history();
                double bound = LowerConfidenceBound.of(history.newest(history.size()));
                candidates.add(new Candidate(key, cell, directions.get(key), time, price, bound));
            }
        }
    }

    /** Decides over the candidates of the event that ends. */
    void decide(SetBook sets, boolean opens) {
        if (candidates.isEmpty()) return;
        // The same event may have taken a set back, after it accepted the signal.
        candidates.removeIf(candidate -> sets.set(candidate.key(), candidate.cell())
                .filter(set -> set.level() == Level.EXCHANGE)
                .isEmpty());
        if (opens) {
            for (Direction direction : Direction.values()) decide(direction);
        }
        candidates.clear();
    }

    private void decide(Direction direction) {
        List<Candidate> ranked = candidates.stream()
                .filter(candidate -> candidate.direction() == direction)
                .sorted(Comparator.comparingDouble(Candidate::bound)
                        .reversed()
                        .thenComparingInt(Candidate::key)
                        .thenComparingInt(Candidate::cell))
                .toList();
        if (ranked.isEmpty()) return;
        Candidate best = ranked.getFirst();
        OpenOutcome outcome = mayOpen(best.time()) ? desk.open(request(best)) : tooMany();
        tell(best, outcome);
        OpenOutcome others = switch (outcome) {
            case Opening opening -> {
                openedInSlot++;
                mirrors.put(id(best.key(), best.cell()), opening.positionId());
                yield taken(best, ranked.size());
            }
            case Refused refused -> refused;
        };
        for (Candidate other : ranked.subList(1, ranked.size())) tell(other, others);
    }

    private boolean mayOpen(long time) {
        long now = Math.floorDiv(time, SLOT);
        if (now != slot) {
            slot = now;
            openedInSlot = 0;
        }
        return openedInSlot < NEW_PER_SLOT;
    }

    private static OpenOutcome tooMany() {
        return new Refused(new Refusal(
                RefusalReason.ORDER_RATE,
                BigDecimal.valueOf(NEW_PER_SLOT + 1),
                BigDecimal.valueOf(NEW_PER_SLOT),
                "at most " + NEW_PER_SLOT + " positions open within one slot of " + SLOT + " ms"));
    }

    private OpenOutcome taken(Candidate best, int rivals) {
        return new Refused(new Refusal(
                RefusalReason.LEG_TAKEN,
                BigDecimal.valueOf(rivals),
                BigDecimal.ONE,
                "of " + rivals + " sets that wanted the leg the one with the greatest lower bound, "
                        + BigDecimal.valueOf(best.bound()) + ", took it"));
    }

    private void tell(Candidate candidate, OpenOutcome outcome) {
        String answer = switch (outcome) {
            case Opening opening -> "";
            case Refused refused -> refused.refusal().reason().name();
        };
        String before = told.put(id(candidate.key(), candidate.cell()), answer);
        if (!answer.isEmpty() && answer.equals(before)) return;
        listener.onDecision(decisions++, candidate, outcome);
    }

    private OpenRequest request(Candidate candidate) {
        ExitConfiguration exits = grid.cells().get(candidate.cell());
        ExitPlan plan = new ExitPlan(
                percent(exits.takeProfit()),
                percent(exits.stopLoss()),
                exits.trailing().map(trail -> new Trailing(percent(trail.start()), percent(trail.stop()))),
                timeout);
        return new OpenRequest(
                candidate.key() + "/" + candidate.cell(),
                instrument,
                candidate.direction(),
                Price.of(candidate.price()),
                plan,
                Mode.LIVE,
                BigDecimal.ONE,
                candidate.time());
    }

    private static Percent percent(BigDecimal fraction) {
        return Percent.of(fraction.movePointRight(2).toPlainString());
    }

    /** Whether an exchange position was asked for when the set accepted its signal. */
    boolean hasMirror(int key, int cell) {
        return mirrors.containsKey(id(key, cell));
    }

    /** The exchange position that was asked for when the set accepted its signal; once. */
    Optional<String> takeMirror(int key, int cell) {
        return Optional.ofNullable(mirrors.remove(id(key, cell)));
    }

    private static long id(int key, int cell) {
        return ((long) key << 32) | cell;
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(decisions);
        out.writeLong(slot);
        out.writeInt(openedInSlot);
        save(out, told);
        save(out, mirrors);
    }

    private static void save(DataOutput out, Map<Long, String> texts) throws IOException {
        out.writeInt(texts.size());
        for (Map.Entry<Long, String> entry : texts.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeUTF(entry.getValue());
        }
    }

    void load(DataInput in) throws IOException {
        decisions = in.readLong();
        slot = in.readLong();
        openedInSlot = in.readInt();
        load(in, told);
        load(in, mirrors);
    }

    private static void load(DataInput in, Map<Long, String> texts) throws IOException {
        for (int count = in.readInt(); count > 0; count--) texts.put(in.readLong(), in.readUTF());
    }
}
