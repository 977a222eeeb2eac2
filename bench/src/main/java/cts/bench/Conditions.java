package cts.bench;

import java.io.PrintWriter;
import java.util.Optional;

/**
 * How to measure.
 *
 * @param peers empty to measure ours alone
 * @param rounds how often everything is measured, peers and ours in turns
 * @param quick whether large things are left out
 * @param progress where it is told what runs
 */
record Conditions(Machine machine, Optional<Peers> peers, int rounds, boolean quick, PrintWriter progress) {

    OwnRuns own() {
        return new OwnRuns(machine);
    }

    /** Says what runs now. */
    void tell(String what) {
        progress.println("cts bench: " + what);
        progress.flush();
    }

    /** The same in one of the rounds, counted from 1. */
    void tell(String what, int round) {
        tell("%s, round %d of %d".formatted(what, round, rounds));
    }
}
