package cts.server.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import cts.pseudo.PositionSink;
import cts.server.storage.DatabaseType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page that opens late, or after a restart, is told of what opens and closes. */
final class EnginePulseTest {
    private static final PositionSink NOTHING = (key, cell, entryTime, entry, exitTime, exit, reason, net) -> {};

    @TempDir
    Path folder;

    @Test
    void aPageIsToldOfWhatOpensAndClosesWhileItWatchesAndNotOfWhatDidBefore() {
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder, NOTHING)) {
            rig.playTo(1_500);
            assertThatWhatIsToldIsWhatHappened(rig, 2_000);
            rig.playTo(2_500);
            assertThatWhatIsToldIsWhatHappened(rig, 3_000);
            rig.restart();
            assertThatWhatIsToldIsWhatHappened(rig, 3_500);
        }
    }

    private static void assertThatWhatIsToldIsWhatHappened(HostRig rig, int trade) {
        TradingStatus.PseudoCounts before = rig.host().status().pseudo();
        assertThat(before.opened()).isPositive();
        List<LiveEvent.Pseudo> told = watch(rig);
        rig.playTo(trade);
        rig.pass(Duration.ofSeconds(1));
        TradingStatus.PseudoCounts after = rig.host().status().pseudo();
        assertThat(after.closed()).isGreaterThan(before.closed());
        assertThat(told.stream().mapToLong(LiveEvent.Pseudo::opened).sum()).isEqualTo(after.opened() - before.opened());
        assertThat(told.stream().mapToLong(LiveEvent.Pseudo::closed).sum()).isEqualTo(after.closed() - before.closed());
        assertThat(told.getLast().open()).isEqualTo(after.open());
    }

    private static List<LiveEvent.Pseudo> watch(HostRig rig) {
        List<LiveEvent.Pseudo> told = new ArrayList<>();
        rig.host().subscribe(event -> {
            if (event instanceof LiveEvent.Pseudo pulse) told.add(pulse);
        });
        return told;
    }
}
