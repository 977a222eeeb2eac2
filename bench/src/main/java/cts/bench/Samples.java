package cts.bench;

import cts.bench.workload.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples of several rounds by name. */
final class Samples {
    private final Map<String, List<Sample>> byName = new LinkedHashMap<>();

    void add(List<Sample> samples) {
        for (Sample sample : samples) {
            byName.computeIfAbsent(sample.name(), name -> new ArrayList<>()).add(sample);
        }
    }

    void add(String name, double value, String unit) {
        add(List.of(new Sample(name, value, unit, "")));
    }

    boolean has(String name) {
        return byName.containsKey(name);
    }

    Spread spread(String name) {
        return Spread.of(of(name).stream().map(Sample::value).toList());
    }

    String unit(String name) {
        return of(name).getLast().unit();
    }

    /** The note of the last round. */
    String note(String name) {
        return of(name).getLast().note();
    }

    private List<Sample> of(String name) {
        List<Sample> samples = byName.get(name);
        if (samples == null) throw new IllegalArgumentException("nobody measured '" + name + "'");
        return samples;
    }
}
