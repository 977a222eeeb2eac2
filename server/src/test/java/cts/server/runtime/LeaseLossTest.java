package cts.server.runtime;

import static cts.server.storage.schema.Tables.ORDERS;
import static cts.server.storage.schema.Tables.ORDER_INTENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.runtime.Trading.EngineCommand;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.repository.EngineLeases;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An engine whose lease another process takes. */
final class LeaseLossTest {

    @ParameterizedTest
    @EnumSource
    void anEngineThatLostItsLeaseSendsNothingAndStops(DatabaseType type, @TempDir Path folder) {
        try (HostRig rig =
                new HostRig(type, folder, (key, cell, entryTime, entry, exitTime, exit, reason, net) -> {})) {
            rig.playTo(2_500);
            rig.flush();
            int before = intents(rig);
            new EngineLeases(rig.database).takeOver(HostRig.CONNECTION, "elsewhere pid 1", rig.clock.millis() + 30_000);

            // Before it looks at its lease, which it does every ten seconds, it finds out by its intents.
            rig.stopClock();
            rig.playTo(HostRig.TICKS.size());
            rig.flush();
            assertThat(before).isPositive();
            assertThat(intents(rig)).isEqualTo(before);
            assertThat(rig.database.<Integer>read(sql -> sql.fetchCount(
                            ORDERS,
                            ORDERS.REASON.like("its intent was not written%another process runs this engine.%"))))
                    .isPositive();

            rig.pass(Duration.ofSeconds(10));
            rig.steps(3);
            assertThat(rig.status().state()).isEqualTo("stopped");
            assertThat(rig.status().cause()).isEqualTo("another process has taken over this connection");
            startsOnlyWhereTheOtherMustBeDead(rig, type);
        }
    }

    private static void startsOnlyWhereTheOtherMustBeDead(HostRig rig, DatabaseType type) {
        switch (type) {
            case SQLITE -> {}
            case POSTGRESQL -> {
                assertThatThrownBy(() -> rig.command(EngineCommand.START))
                        .isInstanceOf(StorageException.class)
                        .hasMessageStartingWith("The engine of this connection runs elsewhere (elsewhere pid 1): ");
                assertThat(rig.status().state()).isEqualTo("stopped");
                rig.pass(Duration.ofSeconds(30));
            }
        }
        rig.command(EngineCommand.START);
        assertThat(rig.status().state()).isEqualTo("running");
    }

    private static int intents(HostRig rig) {
        return rig.database.<Integer>read(sql -> sql.fetchCount(ORDER_INTENTS));
    }
}
