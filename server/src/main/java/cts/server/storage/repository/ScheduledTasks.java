package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.SCHEDULED_TASKS;

import cts.server.storage.Database;
import org.jooq.impl.DSL;

/** The jobs and when they run; the library that runs them keeps this table, but for what is here. */
public final class ScheduledTasks {
    private final Database database;

    public ScheduledTasks(Database database) {
        this.database = database;
    }

    /**
     * Gives back what a holder was running when it ended, so that it runs again soon.
     *
     * @return how many jobs that were
     */
    public int release(String holder) {
        return database.write(sql -> sql.update(SCHEDULED_TASKS)
                .set(SCHEDULED_TASKS.PICKED, false)
                .set(SCHEDULED_TASKS.PICKED_BY, DSL.castNull(SCHEDULED_TASKS.PICKED_BY))
                .set(SCHEDULED_TASKS.LAST_HEARTBEAT, DSL.castNull(SCHEDULED_TASKS.LAST_HEARTBEAT))
                .set(SCHEDULED_TASKS.VERSION, SCHEDULED_TASKS.VERSION.plus(1))
                .where(SCHEDULED_TASKS.PICKED.isTrue().and(SCHEDULED_TASKS.PICKED_BY.eq(holder)))
                .execute());
    }
}
