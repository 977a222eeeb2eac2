package cts.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class WriterGateTest {
    private final WriterGate gate =
            new WriterGate(new DatabaseChoice.Sqlite(Path.of("cts.db"), "a test asks for it"), new LongAdder());
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

    @Test
    void upkeepWaitsForItsTurnTooUntilItIsCalledOff() throws InterruptedException {
        gate.enter();
        Thread upkeep = waiting(this::upkeep);
        Thread writer = writer("writer");
        Thread calledOff = waiting(this::upkeep);

        calledOff.interrupt();
        calledOff.join();
        assertThat(order).containsExactly("called off");
        gate.leave();
        upkeep.join();
        writer.join();
        assertThat(order).containsExactly("called off", "upkeep", "writer");
    }

    private void upkeep() {
        try {
            gate.enterInTheEnd();
            order.add("upkeep");
            gate.leave();
        } catch (InterruptedException asked) {
            order.add("called off");
        }
    }

    private Thread writer(String name) {
        return waiting(() -> {
            gate.enter();
            order.add(name);
            gate.leave();
        });
    }

    /** Returns when it waits. */
    private Thread waiting(Runnable work) {
        int before = gate.waiting();
        Thread thread = Thread.ofPlatform().start(work);
        while (gate.waiting() == before) Thread.onSpinWait();
        return thread;
    }

    @Test
    void onPostgresqlEverybodyPasses() {
        WriterGate open = new WriterGate(TestDatabases.empty(DatabaseType.POSTGRESQL), new LongAdder());
        open.enter();
        open.enter();
        assertThat(open.waiting()).isZero();
        open.leave();
    }
}
