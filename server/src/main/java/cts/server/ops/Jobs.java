package cts.server.ops;

import com.github.kagkarlsson.scheduler.ScheduledExecution;
import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.PostgreSqlJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.SqliteJdbcCustomization;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.repository.ScheduledTasks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the jobs. When each is due, and how its last runs ended, lies in table {@code scheduled_tasks}: a job that fell due
 * while CTS was down runs soon after the start, and of several servers on one database one runs it.
 *
 * <p>Costs: one query every ten seconds, two short writes per run and one every thirty seconds while a job runs; no
 * transaction stays open meanwhile. A server that dies in the middle of a job gives it back at its next start; another server
 * takes it over two minutes after its last sign of life.
 *
 * <p>Safe for use by several threads; every method blocks for the database.
 */
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final Duration LOOK = Duration.ofSeconds(10);
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(30);
    private static final int MISSED_SIGNS = 4;
    /** Long enough for a step that is under way; then the job is interrupted. */
    private static final Duration ENDING = Duration.ofSeconds(5);
    /** One for a long job, one for the others. */
    private static final int THREADS = 2;
    /** Column picked_by of other databases is this short, and the library cuts there. */
    private static final int LONGEST_HOLDER = 50;

    private final List<Job> jobs;
    private final InstantSource clock;
    private final Scheduler scheduler;

    private Jobs(Database database, List<Job> jobs, String holder, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
        this.scheduler = Scheduler.create(database.statements(), List.of())
                .startTasks(jobs.stream().map(JobTask::of).toList())
                .jdbcCustomization(customization(database.type()))
                .serializer(new JobMemo.Json())
                .schedulerName(new SchedulerName.Fixed(holder))
                .clock(clock::instant)
                .pollingInterval(LOOK)
                .heartbeatInterval(SIGN_OF_LIFE)
                .missedHeartbeatsLimit(MISSED_SIGNS)
                .shutdownMaxWait(ENDING)
                .threads(THREADS)
                .executorService(Executors.newFixedThreadPool(
                        THREADS, Thread.ofPlatform().name("job-", 0).daemon().factory()))
                // Failures are told by JobTask, in one sentence.
                .failureLogging(LogLevel.OFF, false)
                .enableImmediateExecution()
                .build();
    }

    /** What became of the wish to run a job now. */
    public enum Asked {
        /** It runs within moments. */
        STARTED,
        /** It runs already. */
        RUNNING,
        /** There is no job of this name. */
        UNKNOWN
    }

    /**
     * Starts to run the jobs.
     *
     * @param holder names this server, the same after a restart and unlike any other on the database; at most 50 characters
     * @param clock decides when a job is due
     */
    public static Jobs start(Database database, List<Job> jobs, String holder, InstantSource clock) {
        if (holder.isEmpty() || holder.length() > LONGEST_HOLDER) {
            throw new IllegalArgumentException("a holder has 1 to 50 characters, not \"" + holder + "\"");
        }
        Set<String> names = new HashSet<>();
        for (Job job : jobs) {
            if (!names.add(job.name())) throw new IllegalArgumentException("there are two jobs " + job.name());
        }
        int left = new ScheduledTasks(database).release(holder);
        if (left > 0) LOG.info("{} jobs were cut off by the last end and run again.", left);
        Jobs started = new Jobs(database, List.copyOf(jobs), holder, clock);
        started.scheduler.start();
        return started;
    }

    /** All jobs, by name. */
    public List<JobState> list() {
        Map<String, ScheduledExecution<Object>> stored = new HashMap<>();
        scheduler.fetchScheduledExecutions(
                ScheduledExecutionsFilter.all(),
                found -> stored.put(found.getTaskInstance().getTaskName(), found));
        return jobs.stream()
                .sorted(Comparator.comparing(Job::name))
                .flatMap(job ->
                        Optional.ofNullable(stored.get(job.name())).stream().map(found -> state(job, found)))
                .toList();
    }

    /** Makes a job due now, whenever it would run otherwise; its interval then counts anew from the end of that run. */
    public Asked runNow(String name) {
        if (jobs.stream().noneMatch(job -> job.name().equals(name))) return Asked.UNKNOWN;
        try {
            scheduler.reschedule(TaskInstanceId.of(name, RecurringTask.INSTANCE), clock.instant());
            return Asked.STARTED;
        } catch (TaskInstanceCurrentlyExecutingException already) {
            return Asked.RUNNING;
        }
    }

    /** Looks for jobs that are due, instead of in the next ten seconds. */
    void look() {
        scheduler.triggerCheckForDueExecutions();
    }

    /** Lets a step that is under way finish, interrupts what goes on, and ends. */
    @Override
    public void close() {
        scheduler.stop();
    }

    private static JobState state(Job job, ScheduledExecution<Object> found) {
        JobMemo memo = found.getData() instanceof JobMemo kept ? kept : JobMemo.NONE;
        return new JobState(
                job.name(),
                job.interval().toMillis(),
                found.isPicked(),
                found.getExecutionTime().toEpochMilli(),
                Optional.ofNullable(found.getLastSuccess()).map(Instant::toEpochMilli),
                memo.done(),
                Optional.ofNullable(found.getLastFailure()).map(Instant::toEpochMilli),
                memo.failure(),
                found.getConsecutiveFailures());
    }

    private static JdbcCustomization customization(DatabaseType type) {
        return switch (type) {
            case SQLITE -> new SqliteJdbcCustomization();
            case POSTGRESQL -> new PostgreSqlJdbcCustomization(false, false);
        };
    }
}
