package cts.engine;

import cts.promotion.Level;
import cts.pseudo.PseudoExit;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The open pseudo positions of sets that were at Main or beyond when they opened. */
final class PromotedPositions {
    private final EngineListener listener;
    /** By number of the entry, then by cell. */
    private final Map<Long, Map<Integer, PromotedPosition>> open = new LinkedHashMap<>();

    PromotedPositions(EngineListener listener) {
        this.listener = listener;
    }

    void open(PromotedPosition position) {
        add(position);
        listener.onOpened(position);
    }

    private void add(PromotedPosition position) {
        open.computeIfAbsent(position.entryNumber(), number -> new LinkedHashMap<>())
                .put(position.cell(), position);
    }

    void close(PseudoExit exit) {
        Map<Integer, PromotedPosition> ofEntry = open.get(exit.entryNumber());
        if (ofEntry == null) return;
        ClosedAs as = new ClosedAs(exit.exitTime(), exit.exitPrice(), exit.reason(), exit.net());
        long[] cells = exit.cells();
        for (int w = 0; w < cells.length; w++) {
            for (long rest = cells[w]; rest != 0; rest &= rest - 1) {
                PromotedPosition position = ofEntry.remove((w << 6) + Long.numberOfTrailingZeros(rest));
                if (position != null) listener.onClosed(position, as);
            }
        }
        if (ofEntry.isEmpty()) open.remove(exit.entryNumber());
    }

    void forEach(Consumer<PromotedPosition> visitor) {
        for (Map<Integer, PromotedPosition> ofEntry : open.values())
            ofEntry.values().forEach(visitor);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(open.values().stream().mapToInt(Map::size).sum());
        for (Map<Integer, PromotedPosition> ofEntry : open.values()) {
            for (PromotedPosition position : ofEntry.values()) {
                out.writeInt(position.key());
                out.writeInt(position.cell());
                out.writeLong(position.entryNumber());
                out.writeUTF(position.level().name());
                out.writeLong(position.entryTime());
                out.writeDouble(position.entry());
                out.writeUTF(position.exchangePosition().orElse(""));
            }
        }
    }

    void load(DataInput in) throws IOException {
        for (int count = in.readInt(); count > 0; count--) {
            int key = in.readInt();
            int cell = in.readInt();
            long entryNumber = in.readLong();
            Level level = Level.valueOf(in.readUTF());
            long entryTime = in.readLong();
            double entry = in.readDouble();
            String mirror = in.readUTF();
            add(new PromotedPosition(
                    key,
                    cell,
                    entryNumber,
                    level,
                    entryTime,
                    entry,
                    mirror.isEmpty() ? Optional.empty() : Optional.of(mirror)));
        }
    }
}
