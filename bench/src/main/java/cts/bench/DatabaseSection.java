package cts.bench;

import cts.bench.workload.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Both databases: candles in, questions on many rows, and the clean-up beside a writer. */
final class DatabaseSection implements Section {
    private static final double LEAST_OF_BARE = 0.9;
    private static final double MOST_FOR_CANDLES_MS = 0.5;
    private static final double MOST_FOR_A_QUERY_MS = 5;
    private static final double MOST_WAIT_MS = 50;
    private static final String CANDLES = "candles-newest p50";

    /** A database, and what its driver does bare. */
    private record Kind(String word, String bare) {}

    private static final List<Kind> KINDS =
            List.of(new Kind("sqlite", "JDBC batch"), new Kind("postgresql", "CopyManager"));

    @Override
    public String name() {
        return "database";
    }

    @Override
    public List<Row> measure(Conditions conditions) throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        for (Kind kind : KINDS) {
            rows.add(ingest(conditions, kind));
            rows.addAll(retention(conditions, kind));
            rows.addAll(queries(conditions, kind));
        }
        return rows;
    }

    private Row ingest(Conditions conditions, Kind kind) throws InterruptedException {
        conditions.tell(kind.word() + ", candles in, bare and ours in turns");
        Samples samples = new Samples();
        samples.add(conditions.own().free("ingest", kind.word(), conditions.quick() ? "100000" : "1000000"));
        return new Row(
                name(),
                kind.word() + ": candles in",
                samples.unit("ours"),
                samples.spread("ours"),
                Optional.of(new Row.Peer(kind.bare(), samples.spread("bare"))),
                new Bar.TimesPeer(LEAST_OF_BARE),
                samples.note("ours"));
    }

    private List<Row> retention(Conditions conditions, Kind kind) throws InterruptedException {
        Samples samples = new Samples();
        for (int round = 1; round <= conditions.rounds(); round++) {
            conditions.tell(kind.word() + ", clean-up beside a writer", round);
            samples.add(conditions.own().free("retention", kind.word(), conditions.quick() ? "50000" : "504000"));
        }
        List<Row> rows = new ArrayList<>();
        rows.add(row(kind, samples, "clean-up: longest write", "longest write", new Bar.AtMost(MOST_WAIT_MS)));
        rows.add(row(kind, samples, "clean-up: write p99", "write p99", new Bar.None()));
        rows.add(row(kind, samples, "clean-up", "clean-up", new Bar.None()));
        return rows;
    }

    /** One row for the newest candles, and the three queries that are the slowest. */
    private List<Row> queries(Conditions conditions, Kind kind) throws InterruptedException {
        conditions.tell(kind.word() + ", named queries");
        List<Sample> all = conditions.own().free("queries", kind.word(), conditions.quick() ? "200000" : "5000000");
        Samples samples = new Samples();
        samples.add(all);
        List<Row> rows = new ArrayList<>();
        rows.add(row(kind, samples, "last 500 candles p50", CANDLES, new Bar.AtMost(MOST_FOR_CANDLES_MS)));
        all.stream()
                .filter(sample -> sample.name().endsWith(" p99"))
                .sorted((a, b) -> Double.compare(b.value(), a.value()))
                .limit(3)
                .forEach(sample -> rows.add(
                        row(kind, samples, sample.name(), sample.name(), new Bar.AtMost(MOST_FOR_A_QUERY_MS))));
        return rows;
    }

    private Row row(Kind kind, Samples samples, String what, String sample, Bar bar) {
        return new Row(
                name(),
                kind.word() + ": " + what,
                samples.unit(sample),
                samples.spread(sample),
                Optional.empty(),
                bar,
                samples.note(sample));
    }
}
