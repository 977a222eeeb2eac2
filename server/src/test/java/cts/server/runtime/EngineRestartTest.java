package cts.server.runtime;

import static cts.server.storage.schema.Tables.SITE_LOGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.pseudo.ExitReason;
import cts.pseudo.PositionSink;
import cts.server.runtime.Trading.EngineCommand;
import cts.server.storage.DatabaseType;
import cts.server.storage.StorageException;
import cts.server.storage.repository.EngineStates;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an engine that breaks, and of one whose disk is full, by the clock of the wall. */
final class EngineRestartTest {
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final int END = 2_600;
    private static final PositionSink NOTHING = (key, cell, entryTime, entry, exitTime, exit, reason, net) -> {};

    @TempDir
    Path folder;

    /** Breaks the engine when a position closes after a certain time, so many times. */
    private static final class Fault {
        private static final long FROM = HostRig.TICKS.get(1_500).time();

        private int timesLeft;

        Fault(int times) {
            timesLeft = times;
        }

        void closed(
                int key,
                int cell,
                long entryTime,
                double entry,
                long exitTime,
                double exit,
                ExitReason reason,
                double net) {
            if (exitTime < FROM || timesLeft == 0) return;
            timesLeft--;
            throw new IllegalStateException("on purpose");
        }

        void mend() {
            timesLeft = 0;
        }
    }

    @Test
    void anEngineThatBrokeIsRestoredAfterFiveMinutesAndGoesOnAsIfNothingHadBeen() {
        byte[] undisturbed;
        try (HostRig calm = new HostRig(DatabaseType.SQLITE, folder.resolve("calm"), NOTHING)) {
            calm.playTo(END);
            undisturbed = calm.virtualState();
        }
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder.resolve("broken"), new Fault(1)::closed)) {
            rig.playTo("error");
            long brokeAt = rig.clock.millis();
            String sentence = "the engine broke: java.lang.IllegalStateException: on purpose";
            assertThat(rig.status().cause()).isEqualTo(sentence);
            assertThat(rig.status().trouble())
                    .contains(
                            new TradingStatus.Trouble(sentence, 0, 3, Optional.of(brokeAt + FIVE_MINUTES.toMillis())));
            rig.flush();
            EngineStates.Row row =
                    new EngineStates(rig.database).of(HostRig.CONNECTION).orElseThrow();
            assertThat(row.status()).isEqualTo("error");
            assertThat(row.error()).contains(sentence);
            assertThat(faultsInLog(rig)).containsExactly(sentence);

            rig.pass(FIVE_MINUTES.minusMillis(10));
            assertThat(rig.status().state()).isEqualTo("error");
            rig.pass(Duration.ofMillis(10));
            assertThat(rig.status().state()).isEqualTo("running");
            assertThat(rig.status().cause()).isEqualTo("started with the program");
            assertThat(rig.status().trouble().orElseThrow().tries()).isEqualTo(1);
            rig.flush();
            assertThat(new EngineStates(rig.database)
                            .of(HostRig.CONNECTION)
                            .orElseThrow()
                            .status())
                    .isEqualTo("running");

            rig.playTo(END);
            assertThat(rig.virtualState()).isEqualTo(undisturbed);
            rig.pass(Duration.ofMinutes(61));
            rig.pass(Duration.ofMinutes(1));
            assertThat(rig.status().trouble()).as("long enough after").isEmpty();
        }
    }

    @Test
    void everyPositionIsToldOnceThoughTheEngineIsRestoredWithinTheProgramAndByANewOne() {
        List<String> undisturbed = new ArrayList<>();
        try (HostRig calm = new HostRig(DatabaseType.SQLITE, folder.resolve("calm"), listing(undisturbed))) {
            calm.playTo(END);
        }
        List<String> told = new ArrayList<>();
        PositionSink listing = listing(told);
        Fault fault = new Fault(2);
        PositionSink faulty = (key, cell, entryTime, entry, exitTime, exit, reason, net) -> {
            // Every second one, so that the fault comes in the midst of an event, too.
            if (told.size() % 2 == 1) fault.closed(key, cell, entryTime, entry, exitTime, exit, reason, net);
            listing.closed(key, cell, entryTime, entry, exitTime, exit, reason, net);
        };
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder.resolve("broken"), faulty)) {
            rig.playTo("error");
            rig.pass(FIVE_MINUTES);
            rig.pass(FIVE_MINUTES);
            assertThat(rig.status().state()).isEqualTo("running");
            rig.playTo(2_000);
            rig.restart();
            rig.playTo(END);
        }
        assertThat(told).isEqualTo(undisturbed);
    }

    private static PositionSink listing(List<String> told) {
        return (key, cell, entryTime, entry, exitTime, exit, reason, net) ->
                told.add(key + " " + cell + " " + entryTime + " " + exitTime + " " + reason + " " + net);
    }

    private static List<String> faultsInLog(HostRig rig) {
        return rig.database.read(sql -> sql.select(SITE_LOGS.MESSAGE)
                .from(SITE_LOGS)
                .where(SITE_LOGS.CATEGORY.eq("engine").and(SITE_LOGS.LEVEL.eq("error")))
                .fetch(SITE_LOGS.MESSAGE));
    }

    @Test
    void aFaultThatItsPastRepeatsIsTriedThreeTimesAndThenLeftUntilSomebodyStartsTheEngine() {
        Fault fault = new Fault(Integer.MAX_VALUE);
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder, fault::closed)) {
            rig.playTo("error");
            int left = fault.timesLeft;
            for (int tries = 1; tries <= 3; tries++) {
                rig.pass(FIVE_MINUTES);
                TradingStatus.Trouble trouble = rig.status().trouble().orElseThrow();
                assertThat(rig.status().state()).isEqualTo("error");
                assertThat(trouble.tries()).isEqualTo(tries);
                assertThat(trouble.sentence()).contains("its past breaks it again at trade ");
                assertThat(trouble.nextTryAt().isPresent()).isEqualTo(tries < 3);
                assertThat(fault.timesLeft).isEqualTo(left - tries);
            }
            rig.pass(Duration.ofDays(1));
            assertThat(fault.timesLeft).as("nothing is tried any more").isEqualTo(left - 3);

            assertThatThrownBy(() -> rig.command(EngineCommand.RESUME))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the engine broke and must be started before anything else.");
            assertThatThrownBy(() -> rig.command(EngineCommand.START))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("the engine could not be restored: ");
            assertThat(rig.status().trouble().orElseThrow().nextTryAt())
                    .as("tried anew")
                    .isPresent();

            fault.mend();
            rig.command(EngineCommand.START);
            assertThat(rig.status().state()).isEqualTo("running");
            rig.playTo(END);
        }
    }

    @Test
    void aProgramWhoseEngineBreaksOnItsPastStartsAllTheSameAndTriesAgain() {
        Fault fault = new Fault(3);
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder, fault::closed)) {
            rig.playTo("error");
            rig.restart();
            rig.steps(3);
            assertThat(rig.status().state()).isEqualTo("error");
            assertThat(rig.status().trouble().orElseThrow().tries()).isZero();
            rig.pass(FIVE_MINUTES);
            assertThat(rig.status().state()).isEqualTo("error");
            rig.pass(FIVE_MINUTES);
            assertThat(rig.status().state()).isEqualTo("running");
            rig.playTo(END);
        }
    }

    @Test
    void aBrokenEngineIsLeftAloneWhenStoppedAndStoppedFirstWhenRestoredAfterAnEmergency() {
        Fault fault = new Fault(1);
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder, fault::closed)) {
            rig.playTo("error");
            rig.command(EngineCommand.STOP);
            assertThat(rig.status().trouble().orElseThrow().nextTryAt()).isEmpty();
            rig.ask(() -> rig.host().emergencyStop(false, "a test"));
            rig.pass(Duration.ofHours(1));
            assertThat(rig.status().state()).isEqualTo("error");

            rig.restart();
            assertThat(rig.status().state()).as("the emergency is in its past").isEqualTo("stopped");
            rig.command(EngineCommand.START);
            assertThat(rig.status().state()).isEqualTo("running");
        }
    }

    @Test
    void aFullDiskHoldsEverythingStillSaysSoAndIsForgottenOnceThereIsRoom() {
        byte[] undisturbed;
        try (HostRig calm = new HostRig(DatabaseType.SQLITE, folder.resolve("calm"), NOTHING)) {
            calm.playTo(END);
            undisturbed = calm.virtualState();
        }
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder.resolve("full"), NOTHING)) {
            rig.playTo(1_500);
            rig.disk.fill(20);
            rig.steps(20);
            long stands = rig.machine().nextTrade();
            assertThat(rig.status().state()).isEqualTo("running");
            assertThat(rig.status().trouble().orElseThrow().sentence())
                    .contains(
                            "cannot be written: No space left on device; free the disk or mend it, it is tried again");
            int failures = rig.disk.failures();
            for (int second = 0; second < 10; second++) rig.pass(Duration.ofSeconds(1));
            assertThat(rig.disk.failures()).as("tried again").isGreaterThan(failures + 8);
            assertThat(rig.machine().nextTrade()).isEqualTo(stands);
            assertThatThrownBy(() -> rig.command(EngineCommand.PAUSE)).isInstanceOf(StorageException.class);
            assertThat(rig.status().state())
                    .as("what is not written does not happen")
                    .isEqualTo("running");

            rig.disk.mend();
            rig.pass(Duration.ofSeconds(2));
            rig.flush();
            rig.pass(Duration.ofSeconds(1));
            assertThat(rig.status().trouble()).isEmpty();
            rig.playTo(END);
            assertThat(rig.virtualState()).isEqualTo(undisturbed);
        }
    }

    @Test
    void aCommandThatTheStateForbidsLeavesNothingThatARestartWouldMeet() {
        try (HostRig rig = new HostRig(DatabaseType.SQLITE, folder, NOTHING)) {
            rig.playTo(100);
            rig.command(EngineCommand.PAUSE);
            for (EngineCommand forbidden : List.of(EngineCommand.PAUSE, EngineCommand.START)) {
                assertThatThrownBy(() -> rig.command(forbidden))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageStartingWith("the engine is paused and cannot become ");
            }
            rig.restart();
            assertThat(rig.status().state()).isEqualTo("paused");
        }
    }
}
