package cts.bench;

import cts.bench.workload.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Both databases: candles in, questions on many rows, and the clean-up beside a writer. */
final class DatabaseSection implements Section {
    private static final double LEAST_OF_BARE = 0.9;
    private static final double MOST_FOR_CANDLES_MS = 0.5;
    private static final double MOST_FOR_A_QUERY_MS = 5;
    private static final double MOST_WAIT_MS = 50;
    private static final String CANDLES = "candles-newest p50";
    private static final String P99 = " p99";
    private static final int SHOWN = 3;

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

    /** The newest candles, the queries that are the slowest, and how many are quick enough, with all their figures. */
    private List<Row> queries(Conditions conditions, Kind kind) throws InterruptedException {
        conditions.tell(kind.word() + ", named queries");
        List<Sample> all = conditions.own().free("queries", kind.word(), conditions.quick() ? "200000" : "5000000");
        Samples samples = new Samples();
        samples.add(all);
        List<Row> rows = new ArrayList<>();
        rows.add(row(kind, samples, "last 500 candles p50", CANDLES, new Bar.AtMost(MOST_FOR_CANDLES_MS)));
        List<Sample> slowestFirst = all.stream()
                .filter(sample -> sample.name().endsWith(P99))
                .sorted(Comparator.comparingDouble(Sample::value).reversed())
                .toList();
        slowestFirst.stream()
                .limit(SHOWN)
                .forEach(sample -> rows.add(
                        row(kind, samples, sample.name(), sample.name(), new Bar.AtMost(MOST_FOR_A_QUERY_MS))));
        rows.add(new Row(
                name(),
                kind.word() + ": queries within 5 ms p99",
                "of " + slowestFirst.size(),
                Spread.of(List.of((double) slowestFirst.stream()
                        .filter(sample -> sample.value() <= MOST_FOR_A_QUERY_MS)
                        .count())),
                Optional.empty(),
                new Bar.None(),
                "p99 in ms, the slowest first: "
                        + slowestFirst.stream().map(DatabaseSection::figure).collect(Collectors.joining(", "))));
        return rows;
    }

    private static String figure(Sample sample) {
        String query = sample.name().substring(0, sample.name().length() - P99.length());
        return String.format(Locale.ROOT, "%s %.2f", query, sample.value());
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
