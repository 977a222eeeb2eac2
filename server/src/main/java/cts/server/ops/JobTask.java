package cts.server.ops;

import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedule;
import cts.server.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A job in the form the library runs. */
final class JobTask {
    private static final Logger LOG = LoggerFactory.getLogger(JobTask.class);

    private JobTask() {}

    static RecurringTask<JobMemo> of(Job job) {
        return Tasks.recurring(job.name(), new Times(job), JobMemo.class)
                .initialData(JobMemo.NONE)
                .onFailure((complete, next) -> failed(job, complete, next))
                .executeStateful((instance, running) -> run(job, instance.getData()));
    }

    private static JobMemo run(Job job, JobMemo memo) {
        try {
            String done = job.work().run();
            LOG.info("Job {}: {}", job.name(), done);
            return memo.withDone(done);
        } catch (InterruptedException ended) {
            throw new CutOff(ended);
        }
    }

    private static void failed(Job job, ExecutionComplete complete, ExecutionOperations<JobMemo> next) {
        JobMemo memo = complete.getExecution().taskInstance.getData() instanceof JobMemo kept ? kept : JobMemo.NONE;
        Throwable cause = complete.getCause().orElseGet(IllegalStateException::new);
        Instant now = complete.getTimeDone();
        // Asked and cleared: what follows is written down although the thread was told to end.
        if (Thread.interrupted() || cause instanceof CutOff) {
            String sentence = "CTS ended in the middle of it; it runs again at the next start.";
            LOG.info("Job {}: {}", job.name(), sentence);
            next.reschedule(complete, now, memo.withFailure(sentence));
            return;
        }
        String sentence = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        if (cause instanceof StorageException) {
            LOG.warn("Job {} failed and is tried again in {}: {}", job.name(), job.interval(), sentence);
        } else {
            LOG.warn("Job {} failed and is tried again in {}: {}", job.name(), job.interval(), sentence, cause);
        }
        next.reschedule(complete, now.plus(job.interval()), memo.withFailure(sentence));
    }

    /** The job was interrupted because CTS ends. */
    private static final class CutOff extends RuntimeException {
        CutOff(InterruptedException ended) {
            super(ended);
        }
    }

    private record Times(Duration first, Duration interval) implements Schedule {
        Times(Job job) {
            this(job.first(), job.interval());
        }

        @Override
        public Instant getInitialExecutionTime(Instant now) {
            return now.plus(first);
        }

        @Override
        public Instant getNextExecutionTime(ExecutionComplete complete) {
            return complete.getTimeDone().plus(interval);
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }
}
