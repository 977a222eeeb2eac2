package cts.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One position per set at most, sparse entries: beside the bound in C and beside vectorbt's figure. */
final class SweepSection implements Section {
    private static final String SET = "sparse";
    private static final String GENERATED = "generated:200";
    private static final double BARE_TO_BOUND = 0.5;
    private static final double FULL_TO_BOUND = 0.2;
    private static final double FULL_TO_VECTORBT = 50;
    private static final double LEAST_SCALING = 1.6;
    private static final double TOLERANCE = 1e-9;
    /** vectorbt 1.1.0, its kernel alone, one core of an AMD EPYC (Zen 5); from the README of the peers, not run here. */
    private static final Row.Peer VECTORBT = new Row.Peer("vectorbt kernel (quoted)", new Spread(44, 44, 44));

    @Override
    public String name() {
        return "sweep";
    }

    @Override
    public List<Row> measure(Conditions conditions) throws InterruptedException {
        Samples ours = new Samples();
        Samples theirs = new Samples();
        Samples threads = new Samples();
        List<String> arguments = new ArrayList<>(List.of(GENERATED, "1"));
        if (conditions.peers().isPresent()) {
            Path data = conditions.peers().get().data(SET);
            arguments = List.of(
                    data.toString(), "1", conditions.peers().get().results(SET).toString());
        }
        for (int round = 1; round <= conditions.rounds(); round++) {
            if (conditions.peers().isPresent()) {
                conditions.tell("sweep, peer", round);
                theirs.add(conditions.peers().get().run(SET, "sweep"));
            }
            conditions.tell("sweep, ours on one core", round);
            ours.add(conditions.own().pinned("sweep", arguments.toArray(String[]::new)));
            conditions.tell("sweep, ours on two threads", round);
            threads.add(conditions.own().free("sweep", arguments.getFirst(), "2"));
        }
        List<Row> rows = new ArrayList<>();
        for (String grid : List.of("off", "trailing")) {
            Optional<Row.Peer> bound = bound(theirs, "C first-touch", "sweep " + grid);
            rows.add(row(ours, grid + ", bare", bound, new Bar.TimesPeer(BARE_TO_BOUND)));
            rows.add(row(ours, grid + ", fees", bound, new Bar.TimesPeer(FULL_TO_BOUND)));
            rows.add(row(ours, grid + ", fees", Optional.of(VECTORBT), new Bar.TimesPeer(FULL_TO_VECTORBT)));
            rows.add(row(
                    threads, "2 threads ÷ 1, " + grid + ", fees", Optional.empty(), new Bar.AtLeast(LEAST_SCALING)));
        }
        rows.add(row(ours, "largest difference", Optional.empty(), new Bar.AtMost(TOLERANCE)));
        return rows;
    }

    private Row row(Samples samples, String name, Optional<Row.Peer> peer, Bar bar) {
        return new Row(name(), name, samples.unit(name), samples.spread(name), peer, bar, samples.note(name));
    }

    /** A peer's figure, if it was measured. */
    static Optional<Row.Peer> bound(Samples theirs, String peer, String what) {
        String name = peer + ", " + what;
        return theirs.has(name) ? Optional.of(new Row.Peer(peer, theirs.spread(name))) : Optional.empty();
    }
}
