package cts.server.storage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PrimitiveIterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions of the candle tables on PostgreSQL, one per UTC day: made before a day's first candle, so that retention
 * can take out a day as a whole. What has no partition lies in the table's partition "other", where it is just as good to
 * read and slower to remove. On SQLite there are none and nothing is done.
 *
 * <p>A partition is made in a transaction of its own that waits for nobody longer than 40 ms and is tried again; candles of
 * the day that lie in "other" move into it in the same transaction. Writers of other days are not held up: attaching a
 * partition locks the table's definition and "other" alone.
 *
 * <p>Safe for several threads and several servers at once; blocks.
 */
public final class CandlePartitions {
    /** About four years; with more the database spends its time on choosing among them. */
    public static final int MOST_DAYS = 1_500;

    private static final Logger LOG = LoggerFactory.getLogger(CandlePartitions.class);
    private static final String LOCK_TIMEOUT = "SET LOCAL lock_timeout = '40ms'";
    /** Any number that nothing else locks on this database. */
    private static final long LOCK = 0x6374732d64617973L;

    private static final int TRIES = 50;
    /** Partitions made in one transaction. */
    private static final int AT_ONCE = 20;

    private final Database database;
    private final Sleeper sleeper;
    private final int most;
    /** Days that need no look any more: they have a partition, or "other" takes them. */
    private final Map<CandleTable, Set<UtcDay>> known = new ConcurrentHashMap<>();

    CandlePartitions(Database database, Sleeper sleeper) {
        this(database, sleeper, MOST_DAYS);
    }

    CandlePartitions(Database database, Sleeper sleeper, int most) {
        this.database = database;
        this.sleeper = sleeper;
        this.most = most;
        for (CandleTable table : CandleTable.values()) known.put(table, ConcurrentHashMap.newKeySet());
    }

    /** Makes the partitions of these times' days that are missing. */
    public void ensureFor(CandleTable table, LongStream times) {
        if (database.type() == DatabaseType.SQLITE) return;
        Set<UtcDay> days = new TreeSet<>();
        long last = Long.MIN_VALUE;
        for (PrimitiveIterator.OfLong each = times.iterator(); each.hasNext(); ) {
            long number = Math.floorDiv(each.nextLong(), UtcDay.MS);
            // Mostly many candles of one day follow each other.
            if (number != last) days.add(new UtcDay(number));
            last = number;
        }
        ensure(table, days);
    }

    /** Makes the partitions that are missing, those of the newest days first, until there are {@value #MOST_DAYS}. */
    public void ensure(CandleTable table, Collection<UtcDay> days) {
        if (database.type() == DatabaseType.SQLITE) return;
        Set<UtcDay> looked = knownOf(table);
        List<UtcDay> missing = days.stream()
                .filter(day -> day.number() >= 0 && !looked.contains(day))
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
        for (int from = 0; from < missing.size(); from += AT_ONCE) {
            List<UtcDay> some = missing.subList(from, Math.min(missing.size(), from + AT_ONCE));
            make(table, some);
            looked.addAll(some);
        }
    }

    /** The days that have a partition, oldest first; none on SQLite. */
    public List<UtcDay> days(CandleTable table) {
        if (database.type() == DatabaseType.SQLITE) return List.of();
        return database.transaction(connection -> days(connection, table), Database.Durability.ORDINARY);
    }

    /**
     * Takes a day out of the table: its rows lie in {@link #leaving} from now on, a table of its own that nobody else writes.
     * Who writes or reads the table waits for the change of its definition, some milliseconds, and never longer than 20 ms for
     * this to get its turn.
     *
     * @return false if the table was in use for so long that this gave up
     */
    public boolean detach(CandleTable table, UtcDay day) {
        boolean isDone = patiently(connection -> {
            run(connection, "SET LOCAL lock_timeout = '20ms'");
            // A commit that a power failure may take back: the day is then in the table again, and the next run takes
            // it out.
            run(connection, "SET LOCAL synchronous_commit = off");
            if (!days(connection, table).contains(day)) return 0;
            run(connection, "ALTER TABLE " + table.word() + " DETACH PARTITION " + name(table, day));
            run(connection, "ALTER TABLE " + name(table, day) + " RENAME TO " + leaving(table, day));
            return 1;
        });
        if (isDone) knownOf(table).remove(day);
        return isDone;
    }

    /** The days that were taken out and are still there, oldest first. */
    public List<UtcDay> leaving(CandleTable table) {
        if (database.type() == DatabaseType.SQLITE) return List.of();
        return database.transaction(
                connection -> daysNamed(
                        connection,
                        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ ?",
                        leavingName(table)),
                Database.Durability.ORDINARY);
    }

    /** Name of a day's partition. */
    public static String name(CandleTable table, UtcDay day) {
        return table.word() + "_" + day.digits();
    }

    /** Name of the table with the candles of a day that was taken out. */
    public static String leaving(CandleTable table, UtcDay day) {
        return leavingName(table) + day.digits();
    }

    private static String leavingName(CandleTable table) {
        return table.word() + "_leaving_";
    }

    /** Name of the partition that takes what has no day of its own. */
    static String other(CandleTable table) {
        return table.word() + "_other";
    }

    private Set<UtcDay> knownOf(CandleTable table) {
        return known.computeIfAbsent(table, none -> ConcurrentHashMap.newKeySet());
    }

    private void make(CandleTable table, List<UtcDay> days) {
        if (!patiently(connection -> make(connection, table, days))) {
            LOG.warn(
                    "Partitions of {} for {} days from {} could not be made because others hold the table; their candles go into {}.",
                    table.word(),
                    days.size(),
                    days.getLast(),
                    other(table));
        }
    }

    /** Runs it until no lock is in its way; false if it gave up. */
    private boolean patiently(Database.Work<Integer> work) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                database.transaction(work, Database.Durability.ORDINARY);
                database.requireOfReplicas();
                return true;
            } catch (StorageException failure) {
                if (!Failures.isLockTimeout(failure)) throw failure;
                pause();
            }
        }
        return false;
    }

    private void pause() {
        try {
            sleeper.sleep(Duration.ofMillis(40));
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw StorageException.unavailable("Making partitions was interrupted because CTS ends.", ended);
        }
    }

    private int make(Connection connection, CandleTable table, List<UtcDay> days) throws SQLException {
        run(connection, LOCK_TIMEOUT);
        run(connection, "SELECT pg_advisory_xact_lock(" + LOCK + ")");
        List<UtcDay> there = days(connection, table);
        List<UtcDay> missing = days.stream().filter(day -> !there.contains(day)).toList();
        List<UtcDay> made = missing.subList(0, Math.clamp(most - there.size(), 0, missing.size()));
        if (made.isEmpty()) return 0;
        run(connection, "LOCK TABLE " + other(table) + " IN ACCESS EXCLUSIVE MODE");
        Set<UtcDay> misplaced = inOther(
                connection, table, made.getLast().from(), made.getFirst().to());
        for (UtcDay day : made) {
            String partition = name(table, day);
            run(connection, "CREATE TABLE " + partition + " (LIKE " + table.word() + " INCLUDING ALL)");
            if (misplaced.contains(day)) {
                run(
                        connection,
                        "WITH moved AS (DELETE FROM " + other(table) + " WHERE open_time >= " + day.from()
                                + " AND open_time < " + day.to() + " RETURNING *) INSERT INTO " + partition
                                + " SELECT * FROM moved");
            }
            run(
                    connection,
                    "ALTER TABLE " + table.word() + " ATTACH PARTITION " + partition + " FOR VALUES FROM (" + day.from()
                            + ") TO (" + day.to() + ")");
        }
        return made.size();
    }

    private static List<UtcDay> days(Connection connection, CandleTable table) throws SQLException {
        return daysNamed(
                connection,
                "SELECT child.relname FROM pg_inherits JOIN pg_class child ON child.oid = inhrelid"
                        + " WHERE inhparent = to_regclass('" + table.word() + "') AND child.relname ~ ?",
                table.word() + "_");
    }

    /** The days of the tables that a query finds by the beginning of their name, oldest first. */
    private static List<UtcDay> daysNamed(Connection connection, String query, String beginning) throws SQLException {
        List<UtcDay> days = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(query)) {
            select.setString(1, "^" + beginning + "[0-9]{8}$");
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) days.add(UtcDay.parse(rows.getString(1).substring(beginning.length())));
            }
        }
        days.sort(Comparator.naturalOrder());
        return days;
    }

    private static Set<UtcDay> inOther(Connection connection, CandleTable table, long from, long to)
            throws SQLException {
        Set<UtcDay> days = new TreeSet<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT DISTINCT open_time / " + UtcDay.MS
                + " FROM " + other(table) + " WHERE open_time >= ? AND open_time < ?")) {
            select.setLong(1, from);
            select.setLong(2, to);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) days.add(new UtcDay(rows.getLong(1)));
            }
        }
        return days;
    }

    private static void run(Connection connection, String statement) throws SQLException {
        try (Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }
}
