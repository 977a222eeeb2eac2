package cts.server.storage;

import java.time.Duration;

/** Waits between tries: really in the program, not at all in tests. */
@FunctionalInterface
public interface Sleeper {
    /** Waits on the clock of the machine. */
    Sleeper REAL = Thread::sleep;

    void sleep(Duration duration) throws InterruptedException;
}
