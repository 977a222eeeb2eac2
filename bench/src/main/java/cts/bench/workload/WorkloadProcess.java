package cts.bench.workload;

import cts.bench.database.IngestWorkload;
import cts.bench.database.QueryWorkload;
import cts.bench.database.RetentionWorkload;
import java.util.List;

/** A process that runs one workload: {@code NAME ARGUMENT…}. Samples go to standard output. */
public final class WorkloadProcess {
    private WorkloadProcess() {}

    public static void main(String[] arguments) throws Exception {
        List<String> all = List.of(arguments);
        Workload workload = switch (all.getFirst()) {
            case "sweep" -> new SweepWorkload();
            case "overlap" -> new OverlapWorkload();
            case "live" -> new LiveWorkload();
            case "full-history" -> new FullHistoryWorkload();
            case "failed-sets" -> new FailedSetsWorkload();
            case "idle-sets" -> new IdleSetsWorkload();
            case "million-sets" -> new MillionSetsWorkload();
            case "ingest" -> new IngestWorkload();
            case "queries" -> new QueryWorkload();
            case "retention" -> new RetentionWorkload();
            default -> throw new IllegalArgumentException("there is no workload " + all.getFirst());
        };
        workload.run(all.subList(1, all.size()), sample -> System.out.println(sample.line()));
    }
}
