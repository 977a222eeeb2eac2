package cts.server.storage;

import cts.server.storage.WriteQueue.Entry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one way by which the engine's rows reach the database: producers offer and go on, one thread writes what has gathered
 * in one transaction.
 *
 * <p><b>Order.</b> Rows of one table are written in the order of their offering, except that a coalescing row (an aggregate)
 * replaces the waiting one with its key and takes its place. A parent row must be offered before, or together with, the rows
 * that refer to it; what a coalescing row refers to never changes. Rows of one {@code offer} stand or fall together.
 *
 * <p><b>Failure.</b> A database that does not answer is tried again with growing waits while rows gather; nothing is
 * dropped. A row the database refuses is told to its durable callback; without one it is a fault of the program: it is
 * logged, counted, and {@link #isBehind()} stays true, while the other rows are written.
 *
 * <p><b>Limits.</b> Beyond {@link Limits#behindRows} waiting rows {@link #isBehind()} is true and the engine opens nothing
 * new. At {@link Limits#mostRows} an offer is not taken.
 *
 * <p>Threads: {@code offer} and the questions may be called by any thread and never wait for the database. Callbacks run on
 * the writer's thread and must only pass the word on.
 */
public final class StorageWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StorageWriter.class);
    private static final Duration FIRST_WAIT = Duration.ofMillis(100);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Database database;
    private final Limits limits;
    private final WriteQueue queue;
    private final Sleeper sleeper;
    private final Runnable beforeCommit;
    private final Thread thread;
    private final Map<RowTable<?>, String> statements = new HashMap<>();

    private final AtomicLong retries = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile String lastRefusal = "";
    private volatile String trouble = "";

    /**
     * Bounds of the writer.
     *
     * @param batchRows rows per transaction, about
     * @param behindRows waiting rows from which on it counts as behind
     * @param mostRows waiting rows at which offers are not taken
     * @param linger how long rows gather before they are written; a durable offer is written at once
     * @param closing how long the end waits for a database that does not answer
     */
    public record Limits(int batchRows, int behindRows, int mostRows, Duration linger, Duration closing) {
        public static final Limits DEFAULT =
                new Limits(5_000, 100_000, 2_000_000, Duration.ofMillis(50), Duration.ofSeconds(10));

        public Limits {
            if (batchRows < 1 || behindRows < 1 || mostRows < behindRows || linger.isNegative()) {
                throw new IllegalArgumentException(
                        "batchRows and behindRows must be positive and mostRows at least behindRows");
            }
        }
    }

    /** Coalescing keys are unique within their table only. */
    private record TableKey(RowTable<?> table, Object key) {}

    private StorageWriter(Database database, Limits limits, Sleeper sleeper, Runnable beforeCommit) {
        this.database = database;
        this.beforeCommit = beforeCommit;
        this.limits = limits;
        this.queue = new WriteQueue(limits);
        this.sleeper = sleeper;
        this.thread = Thread.ofPlatform().name("storage-writer").daemon().unstarted(this::run);
    }

    /** Starts the writer's thread. */
    public static StorageWriter start(Database database, Limits limits, Sleeper sleeper) {
        return start(database, limits, sleeper, () -> {});
    }

    /**
     * Starts the writer's thread.
     *
     * @param beforeCommit called before each transaction: what its rows follow from must be durable when it returns
     */
    public static StorageWriter start(Database database, Limits limits, Sleeper sleeper, Runnable beforeCommit) {
        StorageWriter writer = new StorageWriter(database, limits, sleeper, beforeCommit);
        writer.thread.start();
        return writer;
    }

    /**
     * Hands over a row.
     *
     * @return false if the writer is full or closed: the row was not taken, and the producer must pause and offer it again
     */
    public boolean offer(Write<?> write) {
        Optional<Object> key = write.coalescingKey().map(own -> new TableKey(write.table(), own));
        return queue.add(new Entry(List.of(write), key, Optional.empty()));
    }

    /** Hands over rows that are written together or not at all. As {@link #offer(Write)} otherwise. */
    public boolean offer(List<Write<?>> writes) {
        return queue.add(new Entry(List.copyOf(writes), Optional.empty(), Optional.empty()));
    }

    /**
     * Hands over rows that are written together, at once, and onto the disk.
     *
     * @param callback told, on the writer's thread and exactly once, when the rows are durable or refused; never while the
     *     outcome is open
     * @return false if not taken; the callback is then never called
     */
    public boolean offerDurably(List<Write<?>> writes, Consumer<WriteOutcome> callback) {
        return queue.add(new Entry(List.copyOf(writes), Optional.empty(), Optional.of(callback)));
    }

    /** Whether the engine must not open anything new: too many rows wait, the database fails, or rows were refused. */
    public boolean isBehind() {
        return health().state() != WriterHealth.State.KEEPING_UP;
    }

    public WriterHealth health() {
        WriteQueue.Figures figures = queue.figures();
        if (refused.get() > 0) {
            return health(WriterHealth.State.REFUSING, lastRefusal, figures);
        }
        String failing = trouble;
        if (!failing.isEmpty()) {
            return health(WriterHealth.State.FAILING, failing, figures);
        }
        if (figures.backlog() > limits.behindRows()) {
            return health(
                    WriterHealth.State.BEHIND,
                    figures.backlog() + " rows wait for the database, more than " + limits.behindRows()
                            + ": no new orders until it has caught up.",
                    figures);
        }
        return health(WriterHealth.State.KEEPING_UP, "", figures);
    }

    /**
     * Waits until everything offered before is written or refused.
     *
     * @return false if the patience ended first
     */
    public boolean flush(Duration patience) throws InterruptedException {
        boolean isDone = queue.awaitFinished(patience);
        database.requireOfReplicas();
        return isDone;
    }

    /**
     * Writes what waits and ends.
     *
     * @throws StorageException if the database did not take everything in time; what is missing is in the journal
     */
    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(limits.closing())) {
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        WriterHealth health = health();
        if (health.backlog() > 0) {
            throw StorageException.unavailable(health.backlog()
                    + " rows could not be written before the end and will be made again from the journal: "
                    + health.sentence());
        }
    }

    private WriterHealth health(WriterHealth.State state, String sentence, WriteQueue.Figures figures) {
        return new WriterHealth(
                state,
                sentence,
                figures.backlog(),
                figures.written(),
                figures.coalesced(),
                retries.get(),
                refused.get());
    }

    private void run() {
        try {
            while (true) {
                List<Entry> batch = queue.take();
                if (batch.isEmpty()) {
                    return;
                }
                writeOut(batch);
            }
        } catch (InterruptedException ended) {
            LOG.warn("The storage writer was ended with {} rows left.", health().backlog());
        }
    }

    /** Writes a batch, again and again while the database does not answer; what it refuses is found by halving. */
    private void writeOut(List<Entry> batch) throws InterruptedException {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                Map<Entry, String> stopped = transaction(batch);
                for (Entry entry : batch) {
                    Optional.ofNullable(stopped.get(entry))
                            .ifPresentOrElse(sentence -> refuse(entry, sentence), () -> done(entry));
                }
                return;
            } catch (StorageException failure) {
                if (failure.kind() != StorageException.Kind.UNAVAILABLE) {
                    split(batch, failure);
                    return;
                }
                troubled(failure);
                sleeper.sleep(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            } catch (RuntimeException fault) {
                split(batch, fault);
                return;
            }
        }
    }

    private void split(List<Entry> batch, RuntimeException failure) throws InterruptedException {
        if (batch.size() == 1) {
            refuse(batch.getFirst(), String.valueOf(failure.getMessage()));
            return;
        }
        int middle = batch.size() / 2;
        writeOut(batch.subList(0, middle));
        writeOut(batch.subList(middle, batch.size()));
    }

    /** Writes the batch in one transaction, parents before children; gives the entries that a guard stopped, and why. */
    private Map<Entry, String> transaction(List<Entry> batch) {
        boolean durable = batch.stream().anyMatch(entry -> entry.callback().isPresent());
        beforeCommit.run();
        prepare(batch);
        return database.transaction(
                connection -> {
                    Map<Entry, String> stopped = new HashMap<>();
                    Map<RowTable<?>, List<Object>> rows = new LinkedHashMap<>();
                    for (Entry entry : batch) {
                        Optional<String> refusal = refusal(entry, connection);
                        if (refusal.isPresent()) {
                            stopped.put(entry, refusal.get());
                            continue;
                        }
                        for (Write<?> write : entry.writes()) {
                            rows.computeIfAbsent(write.table(), added -> new ArrayList<>())
                                    .add(write.row());
                        }
                    }
                    List<RowTable<?>> parentsFirst = rows.keySet().stream()
                            .sorted(Comparator.<RowTable<?>>comparingInt(RowTable::depth))
                            .toList();
                    for (RowTable<?> table : parentsFirst) {
                        run(connection, table, rows.getOrDefault(table, List.of()));
                    }
                    return stopped;
                },
                durable ? Database.Durability.FULL : Database.Durability.ORDINARY);
    }

    /** Lets each table put in place what its rows need, before the transaction. */
    private void prepare(List<Entry> batch) {
        Map<RowTable<?>, List<Object>> rows = new LinkedHashMap<>();
        for (Entry entry : batch) {
            for (Write<?> write : entry.writes()) {
                if (write.table().needsPreparation()) {
                    rows.computeIfAbsent(write.table(), added -> new ArrayList<>())
                            .add(write.row());
                }
            }
        }
        rows.forEach(this::prepare);
    }

    @SuppressWarnings("unchecked") // Rows are filed under the table that came with them.
    private <R> void prepare(RowTable<R> table, List<Object> rows) {
        table.prepare(database, (List<R>) rows);
    }

    private Optional<String> refusal(Entry entry, Connection connection) {
        return entry.writes().stream()
                .flatMap(write -> write.refusal(database.on(connection)).stream())
                .findFirst();
    }

    @SuppressWarnings("unchecked") // Rows are filed under the table that came with them.
    private <R> void run(Connection connection, RowTable<R> table, List<Object> rows) throws SQLException {
        String text = statements.computeIfAbsent(table, made -> made.statement(database.on(connection)));
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            table.writeMeasured(database, statement, text, (List<R>) rows);
        }
    }

    private void done(Entry entry) {
        entry.callback().ifPresent(callback -> tell(callback, new WriteOutcome.Durable()));
        finish(entry, entry.writes().size());
    }

    private void refuse(Entry entry, String sentence) {
        if (entry.callback().isPresent()) {
            tell(entry.callback().get(), new WriteOutcome.Refused(sentence));
            finish(entry, 0);
            return;
        }
        String tables = String.join(
                ", ",
                entry.writes().stream()
                        .map(write -> write.table().name())
                        .distinct()
                        .toList());
        lastRefusal = "The database does not accept a row of " + tables
                + ", so no new orders are opened until a restart: " + sentence;
        LOG.error("{} Row: {}", lastRefusal, entry.writes());
        refused.addAndGet(entry.writes().size());
        finish(entry, 0);
    }

    private void finish(Entry entry, int rowsWritten) {
        trouble = "";
        queue.finish(entry, rowsWritten);
    }

    private void troubled(StorageException failure) {
        LOG.warn("{} Rows wait and are tried again.", failure.getMessage());
        retries.incrementAndGet();
        trouble = String.valueOf(failure.getMessage());
    }

    private static void tell(Consumer<WriteOutcome> callback, WriteOutcome outcome) {
        try {
            callback.accept(outcome);
        } catch (RuntimeException fault) {
            LOG.error("A callback of the storage writer failed.", fault);
        }
    }
}
