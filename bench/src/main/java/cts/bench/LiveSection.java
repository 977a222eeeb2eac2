package cts.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Ticks while a million pseudo positions are open, beside the indexed book in C, which has no trailing stops. */
final class LiveSection implements Section {
    private static final double MOST_QUIET = 1_000;
    private static final double MOST_PER_EXIT = 650;
    private static final double MOST_LATE = 1_000_000;
    private static final String PEER = "C indexed";

    /** @param judged whether its figures have bars; the others are for orientation */
    private record Case(String title, String grid, String what, String basisPoints, int ticks, boolean judged) {}

    private static final List<Case> CASES = List.of(
            new Case("off", "off", "kernel", "0.1", 500_000, true),
            new Case("mix", "mix", "kernel", "0.1", 500_000, true),
            new Case("off, 1 bp", "off", "kernel", "1", 50_000, false),
            new Case("mix, 1 bp", "mix", "kernel", "1", 50_000, false),
            new Case("mix with gates", "mix", "gates", "0.1", 200_000, false));

    @Override
    public String name() {
        return "live";
    }

    @Override
    public List<Row> measure(Conditions conditions) throws InterruptedException {
        Samples theirs = new Samples();
        List<Case> cases = CASES.stream()
                .filter(each -> each.judged() || !conditions.quick())
                .toList();
        List<Samples> ours = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) ours.add(new Samples());
        for (int round = 1; round <= conditions.rounds(); round++) {
            if (conditions.peers().isPresent()) {
                conditions.tell("live, peer", round);
                theirs.add(conditions.peers().get().run("small", "mark"));
            }
            for (int i = 0; i < cases.size(); i++) {
                Case each = cases.get(i);
                conditions.tell("live, ours, " + each.title(), round);
                ours.get(i)
                        .add(conditions
                                .own()
                                .pinned(
                                        "live",
                                        each.grid(),
                                        each.what(),
                                        each.basisPoints(),
                                        String.valueOf(each.ticks())));
            }
        }
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) rows.addAll(rows(cases.get(i), ours.get(i), theirs));
        return rows;
    }

    private List<Row> rows(Case which, Samples ours, Samples theirs) {
        boolean comparable = which.title().equals("off");
        List<Row> rows = new ArrayList<>();
        rows.add(row(
                which,
                ours,
                "tick without exits",
                comparable,
                theirs,
                "tick without exits",
                new Bar.AtMost(MOST_QUIET)));
        rows.add(row(
                which, ours, "exit", comparable, theirs, "exit, 1 M open, 1 bp/tick", new Bar.AtMost(MOST_PER_EXIT)));
        rows.add(row(
                which, ours, "tick p99.9", comparable, theirs, "tick, p99.9 [p50 worst]", new Bar.AtMost(MOST_LATE)));
        rows.add(row(which, ours, "tick", false, theirs, "", new Bar.None()));
        rows.add(row(which, ours, "allocated", false, theirs, "", new Bar.AtMost(0)));
        rows.add(row(which, ours, "exits that differ", false, theirs, "", new Bar.AtMost(0)));
        return rows;
    }

    private Row row(
            Case which, Samples ours, String name, boolean comparable, Samples theirs, String peerCase, Bar bar) {
        Optional<Row.Peer> peer = comparable ? SweepSection.bound(theirs, PEER, peerCase) : Optional.empty();
        return new Row(
                name(),
                which.title() + ": " + name,
                ours.unit(name),
                ours.spread(name),
                peer,
                which.judged() ? bar : new Bar.None(),
                ours.note(name));
    }
}
