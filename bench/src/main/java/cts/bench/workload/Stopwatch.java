package cts.bench.workload;

import java.util.Arrays;
import java.util.function.Supplier;

/** Times calls that are warm: repeated until the compiler has had its time. */
final class Stopwatch {
    private static final int LEAST_CALLS = 15;
    private static final long LEAST_NANOS = 1_500_000_000L;

    private Stopwatch() {}

    /** Seconds of one call. */
    static double seconds(Supplier<?> call) {
        long start = System.nanoTime();
        Object result = call.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        // A result that nobody looks at might not be computed.
        if (result.hashCode() == 42) System.err.print("");
        return seconds;
    }

    /** Calls until warm: at least 15 times and 1.5 seconds. */
    static void warmUp(Supplier<?> call) {
        long start = System.nanoTime();
        for (int calls = 0; calls < LEAST_CALLS || System.nanoTime() - start < LEAST_NANOS; calls++) seconds(call);
    }

    /** The median of an odd number of calls, in seconds. */
    static double median(int calls, Supplier<?> call) {
        double[] seconds = new double[calls];
        for (int i = 0; i < calls; i++) seconds[i] = seconds(call);
        Arrays.sort(seconds);
        return seconds[calls / 2];
    }
}
