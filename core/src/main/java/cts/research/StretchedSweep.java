package cts.research;

import cts.pseudo.ExitGrid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;

/**
 * One sweep on several threads: the history in as many {@linkplain Stretch stretches}, then the statistics in as many
 * groups of cells. The result is the same to the last bit as on one thread, since every set gets the same results in the
 * same order.
 */
final class StretchedSweep {
    /** The first stretch is shorter than the others, as it does its statistics at once. */
    private static final double FIRST_SHARE = 0.86;

    private final SweepRequest request;
    private final ExitGrid grid;
    private final int count;
    private final Workers workers;
    private final Walked walked;

    /** @param count how many stretches, 2 or more, far fewer than there are rows */
    StretchedSweep(SweepRequest request, ExitGrid grid, int count, ExecutorService executor, Walked walked) {
        this.request = request;
        this.grid = grid;
        this.count = count;
        workers = new Workers(executor);
        this.walked = walked;
    }

    SweepTallies run() throws InterruptedException {
        SweepTallies tallies = new SweepTallies(request.keys(), grid);
        // The last one first: it waits for nobody, so even a single worker comes to an end.
        List<Stretch.Played> played = workers.results(plays(tallies).reversed()).reversed();
        List<Owned> owned = owners(played);
        workers.run(groups(tallies, owned));
        for (Owned each : owned) {
            tallies.finish(each.played().kernel(), History.lastClose(request.series()), each.toTheEnd());
        }
        return tallies;
    }

    private List<Callable<Stretch.Played>> plays(SweepTallies tallies) {
        List<Stretch> stretches = stretches();
        List<Callable<Stretch.Played>> plays = new ArrayList<>();
        for (int i = 0; i < stretches.size(); i++) {
            Stretch stretch = stretches.get(i);
            List<Stretch> later = stretches.subList(i + 1, stretches.size());
            plays.add(i == 0 ? () -> stretch.playFirst(tallies, later) : () -> stretch.play(later));
        }
        return plays;
    }

    private List<Stretch> stretches() {
        int size = request.series().size();
        int first = (int) (size * FIRST_SHARE / (FIRST_SHARE + count - 1));
        List<Stretch> stretches = new ArrayList<>(List.of(new Stretch(request, grid, 0, first, walked)));
        for (int i = 0; i < count - 1; i++) {
            int from = first + share(size - first, i, count - 1);
            int to = first + share(size - first, i + 1, count - 1);
            stretches.add(new Stretch(request, grid, from, to, walked));
        }
        return stretches;
    }

    /** Where part {@code i} of so many parts of a size begins. */
    private static int share(int size, int i, int parts) {
        return (int) ((long) size * i / parts);
    }

    /** Who counts for which cells: the first stretch for all, until it hands them over, and so on. */
    private List<Owned> owners(List<Stretch.Played> played) {
        Map<Stretch, Owned> owned = new LinkedHashMap<>();
        int keys = request.keys().size();
        for (Stretch.Played each : played) {
            owned.put(
                    each.stretch(),
                    owned.isEmpty() ? Owned.fromTheBeginning(each, keys, grid) : Owned.nothing(each, keys, grid));
        }
        for (Owned giver : owned.values()) {
            for (Stretch.HandOver handOver : giver.played().handOvers()) {
                giver.give(handOver, Objects.requireNonNull(owned.get(handOver.to())));
            }
        }
        return List.copyOf(owned.values());
    }

    private List<Runnable> groups(SweepTallies tallies, List<Owned> owned) {
        List<Runnable> groups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long[] group = grid.cells(share(grid.size(), i, count), share(grid.size(), i + 1, count));
            groups.add(() -> {
                for (Owned each : owned) each.tell(tallies, group);
            });
        }
        return groups;
    }
}
