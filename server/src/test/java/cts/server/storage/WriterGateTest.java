package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class WriterGateTest {
    private final WriterGate gate = new WriterGate(
            new DatabaseChoice.Sqlite(Path.of("cts.db"), "a test asks for it"),
            new java.util.concurrent.atomic.LongAdder());
    private final List<String> order = new CopyOnWriteArrayList<>();

    @Test
    void whoLeavesAndComesAgainWaitsForThoseWhoCameBefore() throws InterruptedException {
        gate.enter();
        Thread first = writer("first");
        Thread second = writer("second");
        assertThat(gate.waiting()).isEqualTo(2);

        gate.leave();
        gate.enter();
        order.add("again");
        gate.leave();

        first.join();
        second.join();
        assertThat(order).containsExactly("first", "second", "again");
    }

    /** Returns when it waits. */
    private Thread writer(String name) {
        int before = gate.waiting();
        Thread thread = Thread.ofPlatform().start(() -> {
            gate.enter();
            order.add(name);
            gate.leave();
        });
        while (gate.waiting() == before) Thread.onSpinWait();
        return thread;
    }

    @Test
    void onPostgresqlEverybodyPasses() {
        WriterGate open = new WriterGate(
                TestDatabases.empty(DatabaseType.POSTGRESQL), new java.util.concurrent.atomic.LongAdder());
        open.enter();
        open.enter();
        assertThat(open.waiting()).isZero();
        open.leave();
    }
}
