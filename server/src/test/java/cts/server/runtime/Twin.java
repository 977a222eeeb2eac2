package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.journal.Journal;
import java.util.Arrays;

/**
 * An engine that was never disturbed: it has seen every record of the journal once, from the first on, and was never
 * restored. It trades nowhere. One thread.
 */
final class Twin {
    private final SimulatedEngine engine;
    private final EngineMachine machine;
    private long position;

    Twin(SimulatedStorage storage, boolean attaches) {
        engine = SimulatedEngine.unrecorded(new DeafExchange(attaches), storage);
        engine.witness().take(new Book());
        machine = new EngineMachine(engine.parts(), record -> {});
        machine.follow();
    }

    /** Lives through what the journal has got since the last time. */
    void catchUp(Journal journal) {
        journal.read(position, bytes -> machine.apply(LoopRecord.of(bytes)));
        position = journal.end();
    }

    /** The engine that was restored is in the same state as this one, to the last byte. */
    void assertSame(EngineMachine restored, String name) {
        byte[] mine = SimulatedEngine.state(machine);
        byte[] other = SimulatedEngine.state(restored);
        assertThat(Arrays.mismatch(mine, other))
                .as("%s: first byte that differs of %d and %d", name, mine.length, other.length)
                .isEqualTo(-1);
    }

    Book book() {
        return engine.witness().book();
    }
}
