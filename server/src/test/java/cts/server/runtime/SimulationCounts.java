package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import cts.simulation.Fault;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What happened in simulated runs, so that a simulation in which nothing happens is seen. One thread. */
final class SimulationCounts {
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);

    void add(String what, long times) {
        counts.merge(what, times, Long::sum);
    }

    void add(String what) {
        add(what, 1);
    }

    void add(Map<Fault, Integer> more) {
        more.forEach((fault, times) -> faults.merge(fault, times, Integer::sum));
    }

    void assertAtLeast(String what, long least) {
        assertThat(counts.getOrDefault(what, 0L)).as("%s, of %s", what, this).isGreaterThanOrEqualTo(least);
    }

    void assertEachFault(int least) {
        for (Fault fault : Fault.values()) {
            assertThat(faults.getOrDefault(fault, 0))
                    .as("%s, of %s", fault, this)
                    .isGreaterThanOrEqualTo(least);
        }
    }

    @Override
    public String toString() {
        return counts + " " + faults;
    }
}
