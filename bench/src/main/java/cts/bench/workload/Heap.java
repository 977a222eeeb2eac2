package cts.bench.workload;

import java.lang.management.ManagementFactory;

/** What is left on the heap when everything unused is gone. */
final class Heap {
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /** Bytes in use after collections. */
    static long used() {
        for (int i = 0; i < COLLECTIONS; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
