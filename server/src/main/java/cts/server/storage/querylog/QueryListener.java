package cts.server.storage.querylog;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteType;
import org.jooq.Query;
import org.jooq.conf.ParamType;

/** Hears one execution of jOOQ and tells the meter of it. Made anew for each execution; one thread. */
public final class QueryListener implements ExecuteListener {
    private static final long serialVersionUID = 1;

    private final transient QueryMeter meter;
    private final transient LongSupplier nanoTime;
    private long began;
    private long rows;
    private boolean failed;

    /** @param nanoTime a ticker such as {@code System::nanoTime} */
    public QueryListener(QueryMeter meter, LongSupplier nanoTime) {
        this.meter = meter;
        this.nanoTime = nanoTime;
    }

    @Override
    public void prepareStart(ExecuteContext execution) {
        began = nanoTime.getAsLong();
    }

    @Override
    public void executeEnd(ExecuteContext execution) {
        rows = Math.max(0, execution.rows());
    }

    @Override
    public void recordEnd(ExecuteContext execution) {
        rows++;
    }

    @Override
    public void exception(ExecuteContext execution) {
        failed = true;
    }

    @Override
    public void end(ExecuteContext execution) {
        String text = execution.sql();
        // Without a start it was not executed: its text could not be made, or no connection was there.
        if (text == null || began == 0) return;
        long nanos = nanoTime.getAsLong() - began;
        if (failed) {
            meter.failed(text, nanos);
        } else if (execution.type() == ExecuteType.READ) {
            meter.read(text, nanos, rows, same -> inlined(execution).orElse(same));
        } else {
            meter.ran(text, nanos, rows);
        }
    }

    private static Optional<String> inlined(ExecuteContext execution) {
        Query query = execution.query();
        return query == null ? Optional.empty() : Optional.of(query.getSQL(ParamType.INLINED));
    }
}
