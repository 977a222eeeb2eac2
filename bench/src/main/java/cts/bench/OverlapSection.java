package cts.bench;

import java.util.ArrayList;
import java.util.List;

/** Every entry in every set, dense entries: outcomes per second of one core. */
final class OverlapSection implements Section {
    private static final String SET = "dense";
    private static final String GENERATED = "generated:20";
    private static final double LEAST = 40;

    @Override
    public String name() {
        return "overlap";
    }

    @Override
    public List<Row> measure(Conditions conditions) throws InterruptedException {
        Samples ours = new Samples();
        Samples theirs = new Samples();
        String data = GENERATED;
        if (conditions.peers().isPresent()) {
            data = conditions.peers().get().data(SET).toString();
        }
        for (int round = 1; round <= conditions.rounds(); round++) {
            if (conditions.peers().isPresent()) {
                conditions.tell("overlap, peer", round);
                theirs.add(conditions.peers().get().run(SET, "sweep"));
            }
            conditions.tell("overlap, ours on one core", round);
            ours.add(conditions.own().pinned("overlap", data));
        }
        List<Row> rows = new ArrayList<>();
        for (String grid : List.of("off", "trailing")) {
            rows.add(new Row(
                    name(),
                    grid + ", fees",
                    ours.unit(grid),
                    ours.spread(grid),
                    SweepSection.bound(theirs, "C first-touch", "overlap " + grid + ", results per set"),
                    new Bar.AtLeast(LEAST),
                    ours.note(grid)));
        }
        return rows;
    }
}
