package cts.bench.workload;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the calling thread has allocated on the heap. */
final class Allocations {
    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    Allocations() {
        if (!threads.isThreadAllocatedMemorySupported()) {
            throw new IllegalStateException("this JVM does not count what a thread allocates; use OpenJDK's");
        }
        // The first call allocates, and nobody should count that.
        long first = bytes();
        if (first < 0) throw new IllegalStateException("this JVM has been told not to count what a thread allocates");
    }

    /** Bytes since the thread began. */
    long bytes() {
        return threads.getCurrentThreadAllocatedBytes();
    }
}
