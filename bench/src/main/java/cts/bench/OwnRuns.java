package cts.bench;

import cts.bench.workload.Sample;
import cts.bench.workload.WorkloadProcess;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs our own workloads, each in a JVM of its own with the options of this one. */
final class OwnRuns {
    private final Machine machine;

    OwnRuns(Machine machine) {
        this.machine = machine;
    }

    /** On one core, as the peers run. */
    List<Sample> pinned(String workload, String... arguments) throws InterruptedException {
        return run(machine.pin(), workload, arguments);
    }

    /** On all cores. */
    List<Sample> free(String workload, String... arguments) throws InterruptedException {
        return run(List.of(), workload, arguments);
    }

    private List<Sample> run(List<String> prefix, String workload, String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(prefix);
        command.add(machine.java().toString());
        command.addAll(machine.options());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path", ""), WorkloadProcess.class.getName(), workload));
        command.addAll(List.of(arguments));
        return Commands.lines(command).stream()
                .map(Sample::parse)
                .flatMap(Optional::stream)
                .toList();
    }
}
