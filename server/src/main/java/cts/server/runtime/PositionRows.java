package cts.server.runtime;

import cts.engine.ClosedAs;
import cts.engine.PromotedPosition;
import cts.engine.VirtualSettings;
import cts.market.Direction;
import cts.market.Instrument;
import cts.promotion.Level;
import cts.promotion.SetState;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.TrailingStop;
import cts.server.storage.Write;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.RealPseudoPositionLogs;
import cts.server.storage.repository.RealPseudoPositions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of the pseudo positions of promoted sets. Hundreds of sets may share one entry, so of each entry only the first few
 * get rows: mirrored ones always, then those of the highest level, then by number of the cell. Which ones did is remembered
 * until they close.
 *
 * <p>One thread: the loop's.
 */
final class PositionRows {
    private static final Comparator<PromotedPosition> WORTH_RECORDING = Comparator.comparing(
                    PromotedPosition::level, Comparator.reverseOrder())
            .thenComparingInt(PromotedPosition::cell);

    private final String connectionId;
    private final Instrument instrument;
    private final VirtualSettings settings;
    private final int perEntry;
    private final SetIds ids;
    private final SetRows sets;
    private final ExitGrid grid;
    /** By number of the entry, then by cell. */
    private final NavigableMap<Long, Map<Integer, Recorded>> recorded = new TreeMap<>();

    private final PriceExtremes prices = new PriceExtremes();
    private long event;
    private long historyUntil = Long.MIN_VALUE;

    /**
     * An open position that has rows.
     *
     * @param since number of the event that opened it
     * @param figures of its validation as JSON, empty below Real
     */
    private record Recorded(long since, String figures) {}

    PositionRows(
            String connectionId,
            Instrument instrument,
            VirtualSettings settings,
            int perEntry,
            SetIds ids,
            SetRows sets) {
        this.connectionId = connectionId;
        this.instrument = instrument;
        this.settings = settings;
        this.perEntry = perEntry;
        this.ids = ids;
        this.sets = sets;
        grid = ExitGrid.ofRequests(settings.exits());
    }

    /** Results before this time come from history. */
    void historyUntil(long time) {
        historyUntil = time;
    }

    /** A price; what opens and closes with it is told after it. */
    void price(double price) {
        event++;
        prices.add(event, price);
        prices.forgetBefore(oldest());
    }

    private long oldest() {
        // All positions of an entry open with one event, and entries are numbered as they open.
        return recorded.isEmpty()
                ? event
                : recorded.firstEntry().getValue().values().iterator().next().since();
    }

    /** Of the positions that opened with one event those that get rows. */
    List<PromotedPosition> choose(List<PromotedPosition> opened) {
        if (opened.isEmpty()) return List.of();
        Map<Long, List<PromotedPosition>> byEntry = opened.stream()
                .collect(Collectors.groupingBy(PromotedPosition::entryNumber, TreeMap::new, Collectors.toList()));
        return byEntry.values().stream().flatMap(this::chosen).toList();
    }

    private Stream<PromotedPosition> chosen(List<PromotedPosition> ofEntry) {
        List<PromotedPosition> mirrored = ofEntry.stream()
                .filter(position -> position.exchangePosition().isPresent())
                .toList();
        Stream<PromotedPosition> others = ofEntry.stream()
                .filter(position -> position.exchangePosition().isEmpty())
                .sorted(WORTH_RECORDING)
                .limit(Math.max(0, perEntry - mirrored.size()));
        return Stream.concat(mirrored.stream(), others);
    }

    /** Writes a chosen position and remembers it. */
    void open(PromotedPosition position, SetState set, List<Write<?>> rows) {
        boolean isReal = position.level().compareTo(Level.REAL) >= 0;
        String figures = isReal ? FigureText.json(sets.validation(set, position.cell(), position.entryTime())) : "";
        recorded.computeIfAbsent(position.entryNumber(), number -> new TreeMap<>())
                .put(position.cell(), new Recorded(event, figures));
        rows.add(PseudoPositions.write(row(position, set, event, Optional.empty())));
        if (!isReal) return;
        boolean mirrored = position.exchangePosition().isPresent();
        rows.add(RealPseudoPositions.write(
                real(position, set, figures, mirrored ? "mirrored" : "validated", Optional.empty())));
        if (!mirrored) return;
        rows.add(log(
                realId(position, set),
                "validated",
                "the gates to Real and Exchange hold",
                figures,
                position.entryTime()));
        rows.add(log(
                realId(position, set),
                "mirrored",
                "an order for the same entry was placed at the exchange",
                figures,
                position.entryTime()));
    }

    /** Whether an open position has rows. */
    boolean isRecorded(PromotedPosition position) {
        return recorded.getOrDefault(position.entryNumber(), Map.of()).containsKey(position.cell());
    }

    /** Writes the end of a position that has rows, and forgets it. */
    void close(PromotedPosition position, ClosedAs as, SetState set, List<Write<?>> rows) {
        Map<Integer, Recorded> ofEntry = recorded.getOrDefault(position.entryNumber(), Map.of());
        Recorded found = ofEntry.get(position.cell());
        if (found == null) throw new IllegalArgumentException(position + " has no rows");
        ofEntry.remove(position.cell());
        if (ofEntry.isEmpty()) recorded.remove(position.entryNumber());
        rows.add(PseudoPositions.write(row(position, set, found.since(), Optional.of(as))));
        if (found.figures().isEmpty()) return;
        rows.add(RealPseudoPositions.write(real(position, set, found.figures(), "closed", Optional.of(as))));
        if (position.exchangePosition().isEmpty()) return;
        String message = "closed by " + as.reason().code().replace('_', ' ') + " at " + as.price() + " with "
                + FigureText.number(sets.steps(as.net())) + " steps";
        rows.add(log(realId(position, set), "closed", message, found.figures(), as.time()));
    }

    /** Id of the row at Real and beyond. */
    String realId(PromotedPosition position, SetState set) {
        return id("real position", position, set);
    }

    private String id(String kind, PromotedPosition position, SetState set) {
        String setId = ids.of(position.key(), position.cell(), set);
        return StableIds.of(position.entryTime(), kind, setId, position.entryNumber())
                .toString();
    }

    private PseudoPositions.Row row(PromotedPosition position, SetState set, long since, Optional<ClosedAs> closed) {
        Direction direction = direction(position);
        double peak = direction == Direction.LONG ? prices.highestSince(since) : prices.lowestSince(since);
        return new PseudoPositions.Row(
                id("pseudo position", position, set),
                connectionId,
                ids.of(position.key(), position.cell(), set),
                instrument.symbol(),
                direction.name(),
                position.level().code(),
                position.entry(),
                closed.map(ClosedAs::price).orElse(position.entry()),
                stop(direction, grid.cells().get(position.cell()), position.entry(), peak),
                peak,
                closed.map(as -> sets.steps(as.net())),
                closed.map(ClosedAs::time).orElse(position.entryTime()) < historyUntil,
                closed.isPresent() ? "closed" : "open",
                closed.map(as -> as.reason().code()),
                position.entryTime(),
                closed.map(ClosedAs::time));
    }

    /** The stop loss, or the trailing stop where that has started and is nearer. */
    private static double stop(Direction direction, ExitConfiguration exits, double entry, double peak) {
        int sign = direction.sign();
        double loss = entry * (1 - sign * exits.stopLoss().doubleValue());
        if (exits.trailing().isEmpty()) return loss;
        TrailingStop trail = exits.trailing().get();
        double start = entry * (1 + sign * trail.start().doubleValue());
        if (sign * peak < sign * start) return loss;
        double trailing = peak * (1 - sign * trail.stop().doubleValue());
        return sign * trailing > sign * loss ? trailing : loss;
    }

    private RealPseudoPositions.Row real(
            PromotedPosition position, SetState set, String figures, String status, Optional<ClosedAs> closed) {
        return new RealPseudoPositions.Row(
                realId(position, set),
                connectionId,
                id("pseudo position", position, set),
                ids.of(position.key(), position.cell(), set),
                instrument.symbol(),
                direction(position).name(),
                position.entry(),
                closed.map(ClosedAs::price),
                closed.map(as -> sets.steps(as.net())),
                figures,
                status,
                position.entryTime(),
                closed.map(ClosedAs::time));
    }

    private static Write<?> log(String realId, String status, String message, String figures, long time) {
        return RealPseudoPositionLogs.write(new RealPseudoPositionLogs.Row(
                StableIds.of(time, "real position log", realId, status).toString(),
                realId,
                status,
                message,
                figures,
                time));
    }

    private Direction direction(PromotedPosition position) {
        return settings.keys().get(position.key()).direction();
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(event);
        prices.save(out);
        out.writeInt(recorded.size());
        for (Map.Entry<Long, Map<Integer, Recorded>> ofEntry : recorded.entrySet()) {
            out.writeLong(ofEntry.getKey());
            out.writeInt(ofEntry.getValue().size());
            for (Map.Entry<Integer, Recorded> position : ofEntry.getValue().entrySet()) {
                out.writeInt(position.getKey());
                out.writeLong(position.getValue().since());
                out.writeUTF(position.getValue().figures());
            }
        }
    }

    void load(DataInput in) throws IOException {
        event = in.readLong();
        prices.load(in);
        for (int entries = in.readInt(); entries > 0; entries--) {
            long number = in.readLong();
            Map<Integer, Recorded> ofEntry = new TreeMap<>();
            for (int count = in.readInt(); count > 0; count--) {
                ofEntry.put(in.readInt(), new Recorded(in.readLong(), in.readUTF()));
            }
            recorded.put(number, ofEntry);
        }
    }
}
