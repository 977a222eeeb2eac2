package cts.research;

import cts.market.Direction;
import cts.pseudo.CellMasks;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelState;
import cts.pseudo.PseudoKernel;
import cts.pseudo.PseudoListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A stretch of the history, played by a kernel that knows nothing of what came before. Only the first one knows everything
 * there is to know; the others begin with nothing open, which may be wrong. So a kernel plays on beyond its end, and at
 * some rows compares itself with the kernel of that stretch, cell by cell: where both have the same positions open and the
 * same signals block, their futures are the same, and the cell is handed over. In practice prices soon close what was
 * different. What a kernel says of a cell counts from the moment it was handed the cell by one that counts.
 *
 * <p>Each stretch may be played by a thread of its own. One waits for those after it, never for those before.
 */
final class Stretch {
    private static final int FIRST_CHECK = 256;
    private static final int SPARSE_CHECKS = 16_384;

    private final SweepRequest request;
    private final ExitGrid grid;
    private final int first;
    private final int end;
    private final Walked walked;
    private final CompletableFuture<List<Check>> checks = new CompletableFuture<>();

    /** What the kernel was like before a row, and how far its log had come. */
    record Check(int row, KernelState state, long position) {}

    /** Cells that go to another stretch, from one of its checks on. */
    record HandOver(Stretch to, Check check, CellMasks cells) {}

    /** What came of it. */
    record Played(Stretch stretch, PseudoKernel kernel, KernelLog log, List<HandOver> handOvers) {}

    /** The rows from {@code first} to {@code end}, exclusive. */
    Stretch(SweepRequest request, ExitGrid grid, int first, int end, Walked walked) {
        this.request = request;
        this.grid = grid;
        this.first = first;
        this.end = end;
        this.walked = walked;
    }

    /** Plays the first stretch. All that its kernel says counts, so {@code tallies} are told at once. */
    Played playFirst(SweepTallies tallies, List<Stretch> later) {
        return play(new KernelLog(request.keys().size(), grid), tallies, later);
    }

    /** Plays one that has others before it. */
    Played play(List<Stretch> later) {
        KernelLog log = new KernelLog(request.keys().size(), grid);
        return play(log, log, later);
    }

    private Played play(KernelLog log, PseudoListener listener, List<Stretch> later) {
        try {
            Walk walk = new Walk(log, listener);
            checks.complete(first == 0 ? List.of() : walk.check());
            walk.to(end);
            return new Played(this, walk.kernel, log, walk.overrun(later));
        } catch (RuntimeException | Error failure) {
            checks.completeExceptionally(failure);
            throw failure;
        }
    }

    /** Seldom at first, when a kernel still has much to describe; then each time as far again, as little is left. */
    private static int nextCheck(int distance) {
        if (distance == 0) return FIRST_CHECK;
        return distance < SPARSE_CHECKS ? 4 * distance : 2 * distance;
    }

    /** The kernel on its way. */
    private final class Walk {
        private final KernelLog log;
        private final SignalSchedule schedule;
        private final PseudoKernel kernel;
        /** What has not been handed over. */
        private final CellMasks left;

        private int row = first;

        Walk(KernelLog log, PseudoListener listener) {
            this.log = log;
            schedule = new SignalSchedule(request.keys());
            int skipped = schedule.skipTo(first);
            List<Direction> directions =
                    request.keys().stream().map(SignalKey::direction).toList();
            kernel = new PseudoKernel(grid, directions, request.settings(), listener, skipped);
            left = CellMasks.all(directions.size(), grid);
        }

        void to(int target) {
            History.play(request.series(), schedule, kernel, row, target, walked);
            row = target;
        }

        /** The checks of the stretch, on the way to the last of them. */
        List<Check> check() {
            List<Check> made = new ArrayList<>();
            for (int distance = 0; distance < end - first; distance = nextCheck(distance)) {
                to(first + distance);
                made.add(new Check(row, state(), log.position()));
            }
            return made;
        }

        /** Goes on until every cell has been handed over, or to the end of the series. */
        List<HandOver> overrun(List<Stretch> later) {
            List<HandOver> handOvers = new ArrayList<>();
            for (Stretch stretch : later) {
                for (Check check : stretch.checks.join()) {
                    to(check.row);
                    handOvers.add(handOver(stretch, check));
                    if (kernel.isOver()) return handOvers;
                }
            }
            to(request.series().size());
            return handOvers;
        }

        private HandOver handOver(Stretch to, Check check) {
            CellMasks cells = left.copy();
            cells.remove(state().differing(check.state));
            left.remove(cells);
            kernel.drop(cells);
            return new HandOver(to, check, cells);
        }

        /** After the row before this one. */
        private KernelState state() {
            return KernelState.of(
                    kernel, request.keys().size(), request.series().closeTime(row - 1));
        }
    }
}
