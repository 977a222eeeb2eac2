package cts.server.ops;

import java.time.Duration;

/**
 * Work that runs by itself, again and again.
 *
 * @param name of lower-case words joined by hyphens, such as {@code retention}; jobs are asked for by it
 * @param interval from the end of one run to the next, at least 10 s
 * @param first from the first start of CTS on a database to the first run
 * @param work what is done
 */
public record Job(String name, Duration interval, Duration first, Work work) {
    static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);

    public Job {
        if (!name.matches("[a-z]+(-[a-z]+)*")) {
            throw new IllegalArgumentException("the name of a job is lower-case words joined by hyphens, not " + name);
        }
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || first.isNegative()) {
            throw new IllegalArgumentException("job " + name + " must wait 10 s or more between its runs, not "
                    + interval + ", and its first run cannot lie in the past");
        }
    }

    /** What a job does. Must be repeatable without harm: a process that dies in the middle starts it anew. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does it.
         *
         * @return what was done, in one sentence for people
         * @throws InterruptedException when CTS ends; the job then runs again soon after the next start
         */
        String run() throws InterruptedException;
    }
}
