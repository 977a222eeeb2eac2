package cts.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What sets weigh. The same input gives the same figure, so one round is enough. */
final class MemorySection implements Section {
    private static final double FULL_HISTORY = 2_500;
    private static final double FAILED_OR_IDLE = 128;
    private static final double MILLION_SETS = 1_500;

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<Row> measure(Conditions conditions) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        rows.add(row(conditions, "full-history", "full history", FULL_HISTORY));
        rows.add(row(conditions, "failed-sets", "failed", FAILED_OR_IDLE));
        rows.add(row(conditions, "idle-sets", "idle", FAILED_OR_IDLE));
        if (!conditions.quick()) rows.add(row(conditions, "million-sets", "million sets", MILLION_SETS));
        return rows;
    }

    private Row row(Conditions conditions, String workload, String name, double most) throws InterruptedException {
        conditions.tell("memory, " + name);
        Samples samples = new Samples();
        samples.add(conditions.own().free(workload));
        return new Row(
                name(),
                name,
                samples.unit(name),
                samples.spread(name),
                Optional.empty(),
                new Bar.AtMost(most),
                samples.note(name));
    }
}
