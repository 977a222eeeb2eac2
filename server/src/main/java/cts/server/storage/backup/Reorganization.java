package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS;
import static cts.server.storage.schema.Tables.PSEUDO_POSITIONS_BACKUP;
import static cts.server.storage.schema.Tables.REAL_POSITIONS_BACKUP;
import static cts.server.storage.schema.Tables.REAL_PSEUDO_POSITIONS;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a database in order that has grown: copies the pseudo positions and the real ones into their backup tables, where they
 * stay until the next time, takes away what is more than a set keeps, rebuilds the indexes and counts anew what is in them.
 *
 * <p>Runs beside an engine. The engine remembers open positions and the history of each set by itself; only closed positions
 * and stored histories are touched, and nothing that an exchange position hangs on. It works in transactions of about
 * {@value Chunks#AIM_MILLIS} ms; only the rebuilding of an index, which SQLite does in one piece, can hold a writer up
 * longer. How long the longest took is in the report.
 *
 * <p>One thread; blocks for seconds to minutes.
 */
public final class Reorganization {
    private static final Logger LOG = LoggerFactory.getLogger(Reorganization.class);

    private final Database database;
    private final int historyPerSet;
    private final InstantSource clock;
    private final Sleeper sleeper;

    /**
     * For an open database.
     *
     * @param historyPerSet results that a set keeps; nothing is trimmed below a fifth more than that
     */
    public Reorganization(Database database, int historyPerSet, InstantSource clock, Sleeper sleeper) {
        this.database = database;
        this.historyPerSet = historyPerSet;
        this.clock = clock;
        this.sleeper = sleeper;
    }

    /**
     * A part of the work.
     *
     * @param what was done, such as {@code copied pseudo_positions}
     * @param count rows, or indexes, or tables
     * @param longestMs the longest piece of it
     */
    public record Step(String what, long count, long durationMs, long longestMs) {}

    /**
     * All of it.
     *
     * @param longestMs the longest piece that a writer may have had to wait for; PostgreSQL rebuilds and counts beside them
     */
    public record Report(List<Step> steps, long durationMs, long longestMs) {
        public Report {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Does it. What a run that was cut off has done stays, and the next one does the rest.
     *
     * @throws cts.server.storage.StorageException if the database does not answer
     */
    public Report run() throws InterruptedException {
        long began = System.nanoTime();
        long time = clock.millis();
        Trimming trimming = new Trimming(database, historyPerSet);
        List<Step> steps = new ArrayList<>();
        try (IndexCare indexes = new IndexCare(database)) {
            steps.add(new Chunks(sleeper)
                    .run(
                            "copied pseudo_positions",
                            new TableCopy(database, PSEUDO_POSITIONS, PSEUDO_POSITIONS_BACKUP, time)::next));
            steps.add(new Chunks(sleeper)
                    .run(
                            "copied real_pseudo_positions",
                            new TableCopy(database, REAL_PSEUDO_POSITIONS, REAL_POSITIONS_BACKUP, time)::next));
            steps.add(new Chunks(sleeper)
                    .run(
                            "removed older copies of pseudo positions",
                            new OldCopies(database, PSEUDO_POSITIONS_BACKUP, time)::next));
            steps.add(new Chunks(sleeper)
                    .run(
                            "removed older copies of real positions",
                            new OldCopies(database, REAL_POSITIONS_BACKUP, time)::next));
            steps.add(new Chunks(sleeper).run("trimmed closed pseudo positions", trimming.positions()::next));
            steps.add(new Chunks(sleeper).run("trimmed histories of sets", trimming.histories()::next));
            steps.add(new Chunks(sleeper).run("rebuilt indexes", indexes.rebuilding()));
            steps.add(new Chunks(sleeper).run("analysed tables", indexes.analysing()));
        }
        long longest = steps.stream()
                .limit(database.type() == DatabaseType.SQLITE ? steps.size() : steps.size() - 2)
                .mapToLong(Step::longestMs)
                .max()
                .orElse(0);
        Report report = new Report(steps, (System.nanoTime() - began) / 1_000_000, longest);
        LOG.info(
                "Reorganised the database in {} ms; no writer had to wait longer than {} ms.",
                report.durationMs(),
                report.longestMs());
        return report;
    }
}
