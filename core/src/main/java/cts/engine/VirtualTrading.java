package cts.engine;

import cts.indication.IndicationBoard;
import cts.indication.IndicationCatalogue;
import cts.market.Direction;
import cts.promotion.Gates;
import cts.promotion.SetBook;
import cts.pseudo.ExitGrid;
import cts.pseudo.ExitLabels;
import cts.pseudo.PositionOrder;
import cts.pseudo.PositionSink;
import cts.pseudo.PseudoExit;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * The virtual trading of one symbol: its indications fire, every signal opens a pseudo position in every cell of the grid,
 * every close is judged. Sets are numbered by (key, cell).
 *
 * <p>One thread. What it does follows from the events alone.
 */
public final class VirtualTrading {
    private final VirtualSettings settings;
    private final IndicationBoard board;
    private final PseudoKernel kernel;
    private final Gates gates;
    private final SetBook sets;
    private final ExitLabels labels;
    private final PositionOrder order;
    private final VirtualListener listener;

    /**
     * New virtual trading without a past.
     *
     * @param positions hears every closed position, in order
     */
    public VirtualTrading(
            VirtualSettings settings, IndicationCatalogue catalogue, VirtualListener listener, PositionSink positions) {
        this.settings = settings;
        this.listener = listener;
        ExitGrid grid = ExitGrid.ofRequests(settings.exits());
        labels = new ExitLabels(grid, settings.exits());
        board = new IndicationBoard(catalogue, settings.keys(), settings.indications());
        gates = new Gates(
                settings.gates(),
                grid,
                settings.stepPercent().movePointLeft(2).doubleValue(),
                settings.kernel().costs().roundTrip().doubleValue());
        sets = new SetBook(grid, settings.keys().size(), gates, listener);
        List<Direction> directions =
                settings.keys().stream().map(key -> key.direction()).toList();
        order = new PositionOrder(new Both(sets, listener), positions, grid.size());
        kernel = new PseudoKernel(grid, directions, settings.kernel(), order);
    }

    /** The book first, so that whoever listens finds a set as the event left it. */
    private record Both(SetBook sets, VirtualListener listener) implements PseudoListener {
        @Override
        public void accepted(int key, long time, long[] cells) {
            listener.accepted(key, time, cells);
        }

        @Override
        public void opened(int key, long entryNumber, long time, double price, long[] cells) {
            sets.opened(key, entryNumber, time, price, cells);
            listener.opened(key, entryNumber, time, price, cells);
        }

        @Override
        public void closed(PseudoExit exit) {
            sets.closed(exit);
            listener.closed(exit);
        }
    }

    /** A trade. */
    public void onTick(long time, double price) {
        onEvent(time, 0, price, price, price, price);
    }

    /**
     * A candle, or a tick as a candle of no length.
     *
     * @param duration in milliseconds
     */
    public void onEvent(long openTime, long duration, double open, double high, double low, double close) {
        long closeTime = openTime + duration;
        int fired = board.onEvent(closeTime, duration, close);
        for (int i = 0; i < fired; i++) {
            int key = board.fired()[i];
            listener.fired(key, closeTime, board.strength(key));
        }
        kernel.onEvent(openTime, closeTime, open, high, low, close, board.fired(), fired);
        order.flush();
    }

    public VirtualSettings settings() {
        return settings;
    }

    public IndicationBoard board() {
        return board;
    }

    public PseudoKernel kernel() {
        return kernel;
    }

    public SetBook sets() {
        return sets;
    }

    public Gates gates() {
        return gates;
    }

    public ExitLabels labels() {
        return labels;
    }

    /** How a set is called: {@code direction:12 long 6/0.5/off}. */
    public String setName(int key, int cell) {
        return settings.keys().get(key) + " " + labels.of(cell);
    }

    /** Writes the complete state; between events only. */
    public void save(DataOutput out) throws IOException {
        board.save(out);
        kernel.save(out);
        sets.save(out);
    }

    /** Reads what {@link #save} wrote, into new virtual trading of the same settings. */
    public void load(DataInput in) throws IOException {
        board.load(in);
        kernel.load(in);
        sets.load(in);
    }
}
