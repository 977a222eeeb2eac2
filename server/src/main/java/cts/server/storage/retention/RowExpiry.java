package cts.server.storage.retention;

import java.util.List;
import java.util.Map;

/** Deletes rows that are old enough, in chunks, the oldest first. */
final class RowExpiry {
    private final Chunks chunks;
    private final Tally tally;
    private final Milestones milestones;

    RowExpiry(Chunks chunks, Tally tally, Milestones milestones) {
        this.chunks = chunks;
        this.tally = tally;
        this.milestones = milestones;
    }

    /** @param cutoffs per connection, the time before which its rows go */
    void ofConnections(OldRows rows, Map<String, Long> cutoffs) throws InterruptedException {
        for (Map.Entry<String, Long> each : cutoffs.entrySet()) {
            delete(rows, each.getKey(), each.getValue());
        }
    }

    void ofAll(OldRows rows, long cutoff) throws InterruptedException {
        delete(rows, "", cutoff);
    }

    private void delete(OldRows rows, String connectionId, long cutoff) throws InterruptedException {
        tally.limit(cutoff);
        // Where the last chunk ended: what stays behind is not looked at again.
        long[] from = {Long.MIN_VALUE};
        chunks.doAll((sql, most) -> {
            List<Long> times = rows.times(sql, connectionId, from[0], cutoff, most);
            if (times.isEmpty()) return Chunks.Taken.NOTHING;
            // By time and not by id: a list of thousands of ids takes longer to read than the rows do to delete.
            long to = times.getLast() + 1;
            int deleted = rows.delete(sql, connectionId, from[0], to);
            return new Chunks.Taken(Math.max(deleted, times.size()), () -> {
                tally.deleted(deleted);
                from[0] = to;
                milestones.reached("deleted a chunk of " + rows.word());
            });
        });
    }
}
