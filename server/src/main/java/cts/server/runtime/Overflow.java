package cts.server.runtime;

import cts.server.storage.Sleeper;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What a loop does with rows that the storage writer has no room for. */
@FunctionalInterface
public interface Overflow {
    Duration PAUSE = Duration.ofMillis(10);

    /**
     * Offers rows.
     *
     * @param offer false when the writer did not take them
     * @return whether they were taken
     */
    boolean offer(BooleanSupplier offer);

    /** For recorded and simulated feeds, which wait for the engine: tries until the rows are taken. */
    static Overflow waiting(Sleeper sleeper) {
        return offer -> {
            while (!offer.getAsBoolean()) {
                try {
                    sleeper.sleep(PAUSE);
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(
                            "The engine was ended while its rows waited for the database; they will be made again from"
                                    + " the journal.",
                            ended);
                }
            }
            return true;
        };
    }

    /** For live streams, which wait for nobody: tries once, so that the rows stay with the loop until its next event. */
    static Overflow holding() {
        return BooleanSupplier::getAsBoolean;
    }
}
