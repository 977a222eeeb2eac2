package cts.server.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cts.server.account.ManualClock;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.TestDatabases;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clock stands still; a job says that it ran through a semaphore, and closing waits for what runs. */
class JobsTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final ManualClock clock = new ManualClock();
    private final long start = clock.millis();
    private final Semaphore runs = new Semaphore(0);

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void runsWhenDueAndNotBefore(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            Jobs jobs = start(database, counting("retention"));
            assertThat(only(jobs).nextRunAt()).isEqualTo(start + HOUR.toMillis());
            advance(HOUR.minusMillis(1));
            jobs.look();
            jobs.close();
            assertThat(runs.availablePermits()).isZero();

            Jobs again = start(database, counting("retention"));
            advance(Duration.ofMillis(1));
            again.look();
            awaitRun();
            again.close();
            JobState state = only(again);
            assertThat(state.lastSuccessAt()).contains(start + HOUR.toMillis());
            assertThat(state.done()).isEqualTo("Nothing to do.");
            assertThat(state.nextRunAt()).isEqualTo(start + HOUR.plus(DAY).toMillis());
            assertThat(state.running()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void dueWhileCtsWasDownRunsAtTheNextStart(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            start(database, counting("retention")).close();
            advance(Duration.ofDays(3));
            try (Jobs _ = start(database, counting("retention"))) {
                awaitRun();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void ofTwoServersOneRunsAJob(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            for (int round = 1; round <= 5; round++) {
                Jobs one = Jobs.start(database, List.of(counting("retention")), "server-1", clock);
                Jobs two = Jobs.start(database, List.of(counting("retention")), "server-2", clock);
                advance(DAY.plus(HOUR));
                one.look();
                two.look();
                awaitRun();
                one.close();
                two.close();
            }
            assertThat(runs.availablePermits()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void failureIsShownWithItsSentenceAndTheJobGoesOn(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            Jobs failing = start(database, job("backup", () -> {
                runs.release();
                throw new IllegalStateException("The disk is full: make room.");
            }));
            advance(HOUR);
            failing.look();
            awaitRun();
            failing.close();
            JobState failed = only(failing);
            assertThat(failed.failure()).isEqualTo("The disk is full: make room.");
            assertThat(failed.lastFailureAt()).contains(clock.millis());
            assertThat(failed.failuresInARow()).isOne();
            assertThat(failed.nextRunAt()).isEqualTo(clock.millis() + DAY.toMillis());

            Jobs mended = start(database, counting("backup"));
            advance(DAY);
            mended.look();
            awaitRun();
            mended.close();
            assertThat(only(mended).failuresInARow()).isZero();
            assertThat(only(mended).failure()).isEqualTo("The disk is full: make room.");
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void runsAtOnceWhenAsked(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            CountDownLatch goOn = new CountDownLatch(1);
            Jobs jobs = start(database, job("retention", () -> {
                runs.release();
                goOn.await();
                return "Done.";
            }));
            assertThat(jobs.runNow("retentoin")).isEqualTo(Jobs.Asked.UNKNOWN);
            assertThat(jobs.runNow("retention")).isEqualTo(Jobs.Asked.STARTED);
            awaitRun();
            assertThat(only(jobs).running()).isTrue();
            assertThat(jobs.runNow("retention")).isEqualTo(Jobs.Asked.RUNNING);
            goOn.countDown();
            jobs.close();
            assertThat(only(jobs).done()).isEqualTo("Done.");
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void jobThatTheEndCutsOffRunsAtTheNextStart(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            Jobs ending = start(database, job("retention", () -> {
                runs.release();
                Thread.currentThread().interrupt();
                throw new InterruptedException();
            }));
            ending.runNow("retention");
            awaitRun();
            ending.close();
            assertThat(only(ending).failure()).contains("runs again at the next start");
            try (Jobs _ = start(database, counting("retention"))) {
                awaitRun();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseType.class)
    void jobOfAServerThatDiedRunsAtItsNextStart(DatabaseType type) throws InterruptedException {
        try (Database database = TestDatabases.migrated(type)) {
            start(database, counting("retention")).close();
            // What a process leaves that is killed in the middle of a job.
            database.write(sql ->
                    sql.execute("UPDATE scheduled_tasks SET picked = " + (type == DatabaseType.SQLITE ? "1" : "true")
                            + ", picked_by = 'server-1', last_heartbeat = execution_time"));
            advance(HOUR);
            Jobs other = Jobs.start(database, List.of(counting("retention")), "server-2", clock);
            assertThat(only(other).running()).isTrue();
            other.close();
            assertThat(runs.availablePermits()).isZero();
            try (Jobs _ = start(database, counting("retention"))) {
                awaitRun();
            }
        }
    }

    @Test
    void lookingForJobsLeavesTheOneWriterOfSqliteAlone() throws InterruptedException {
        try (Database database = TestDatabases.migrated(DatabaseType.SQLITE)) {
            Jobs jobs = start(database, counting("retention"));
            List<JobState> seen = database.write(sql -> jobs.list());
            assertThat(seen).hasSize(1);
            jobs.close();
        }
    }

    @Test
    void namesAndIntervalsAreChecked() {
        assertThatThrownBy(() -> job("Retention Job", () -> ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Retention Job");
        assertThatThrownBy(() -> new Job("retention", Duration.ofSeconds(9), HOUR, () -> ""))
                .hasMessageContaining("10 s");
    }

    private Jobs start(Database database, Job... jobs) {
        return Jobs.start(database, List.of(jobs), "server-1", clock);
    }

    private Job counting(String name) {
        return job(name, () -> {
            runs.release();
            return "Nothing to do.";
        });
    }

    private static Job job(String name, Job.Work work) {
        return new Job(name, DAY, HOUR, work);
    }

    private void advance(Duration step) {
        clock.advance(step);
    }

    private void awaitRun() throws InterruptedException {
        assertThat(runs.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    }

    private static JobState only(Jobs jobs) {
        assertThat(jobs.list()).hasSize(1);
        return jobs.list().getFirst();
    }
}
