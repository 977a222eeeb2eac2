package cts.bench.workload;

import java.util.List;
import java.util.function.Consumer;

/** Something of CTS that is measured. */
public interface Workload {

    /**
     * Warms up, measures once, tells the samples. What it computes is checked; a wrong result is a failure, not a sample.
     *
     * @param arguments as its section gives them
     */
    void run(List<String> arguments, Consumer<Sample> samples) throws Exception;
}
