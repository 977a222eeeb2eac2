package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Failures;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * Tries a migration or a rollback on a clone of the database and tells what it does: the SQL of each script, its time, the
 * locks it takes, and the rows of each table before and after. The database itself is read and not changed; a server may use
 * it meanwhile.
 *
 * <p>Where the database does not let itself be cloned, only the SQL is told.
 */
public final class DryRun {
    private final DatabaseChoice choice;
    private final Sleeper sleeper;
    private final LongSupplier nanos;

    /** @param nanos a clock for spans of time */
    public DryRun(DatabaseChoice choice, Sleeper sleeper, LongSupplier nanos) {
        this.choice = choice;
        this.sleeper = sleeper;
        this.nanos = nanos;
    }

    /** Which way a script goes. */
    public enum Direction {
        MIGRATE,
        UNDO
    }

    /**
     * A script that was tried, or would be.
     *
     * @param sql its text, ready to run
     * @param milliseconds it took on the clone; empty if it was not tried
     * @param locks it takes on tables that are there before it
     */
    public record Step(
            Direction direction,
            int number,
            String description,
            String sql,
            Optional<Long> milliseconds,
            List<String> locks) {
        public Step {
            locks = List.copyOf(locks);
        }
    }

    /** Rows of a table; empty where it is not there. */
    public record Rows(String table, Optional<Long> before, Optional<Long> after) {}

    /**
     * What was found out.
     *
     * @param from version of the database
     * @param to version that was tried
     * @param steps in the order in which they run; empty if nothing is due
     * @param tables whose rows were counted; empty if nothing was tried
     * @param drift from what this program expects, after a migration to its newest version
     * @param log what was done, a sentence each
     */
    public record Report(
            String databaseType,
            int from,
            int to,
            List<Step> steps,
            List<Rows> tables,
            Optional<Drift> drift,
            List<String> log) {
        public Report {
            steps = List.copyOf(steps);
            tables = List.copyOf(tables);
            log = List.copyOf(log);
        }
    }

    /**
     * Tries to bring the database to a version.
     *
     * @param wanted empty for this program's newest; a number below the database's tries a rollback
     * @throws StorageException if the database cannot be read, does not fit this program, or a script fails on the clone
     * @throws InterruptedException if interrupted
     */
    public Report to(Optional<Integer> wanted) throws InterruptedException {
        if (choice instanceof DatabaseChoice.Sqlite sqlite && !Files.isRegularFile(sqlite.file())) {
            throw StorageException.refused("There is no database " + sqlite.file()
                    + " yet: 'cts up' or 'cts db migrate' makes it, and there is nothing to try on.");
        }
        Migrations.History history = new Migrations(choice).history();
        history.misfit().ifPresent(misfit -> {
            throw StorageException.refused(misfit);
        });
        int current = history.version();
        int newest = history.scripts().size();
        int to = wanted.orElse(newest);
        if (to < 0 || to > newest) {
            throw StorageException.refused(
                    "There is no schema version " + to + ": choose one from 0 to " + newest + ".");
        }
        List<Step> plan = to < current ? undos(to) : migrations(history, current, to);
        if (plan.isEmpty()) {
            return report(
                    current, to, plan, List.of(), Optional.empty(), "The schema is at version " + to + " already.");
        }
        return switch (DatabaseClone.of(choice, current)) {
            case CloneOutcome.NotAllowed refused ->
                report(current, to, plan, List.of(), Optional.empty(), refused.why());
            case CloneOutcome.Made made -> {
                try (DatabaseClone copy = made.copy()) {
                    yield run(copy.choice(), current, to, newest, plan);
                }
            }
        };
    }

    private Report run(DatabaseChoice clone, int from, int to, int newest, List<Step> plan)
            throws InterruptedException {
        ScriptMeter meter = new ScriptMeter(nanos);
        SortedMap<String, Long> before = rows(clone);
        ScriptFolders folders = ScriptFolders.of(choice.type());
        List<MigrationScript> done = to < from
                ? new Rollback(clone, sleeper, folders, Optional.of(meter)).onClone(to)
                : Migrations.measured(clone, folders, to, meter).migrate().applied();
        List<Step> steps = new ArrayList<>();
        for (Step step : plan) {
            ScriptMeter.Reading reading = meter.of(step.number());
            steps.add(new Step(
                    step.direction(),
                    step.number(),
                    step.description(),
                    step.sql(),
                    Optional.of(reading.milliseconds()),
                    reading.locks()));
        }
        Optional<Drift> drift = to == newest ? Optional.of(DatabaseInitializer.drift(clone)) : Optional.empty();
        return report(
                from,
                to,
                steps,
                compared(before, rows(clone)),
                drift,
                "Tried " + done.size() + (done.size() == 1 ? " script" : " scripts")
                        + " on a copy with all rows; the database itself was not changed.");
    }

    private Report report(int from, int to, List<Step> steps, List<Rows> rows, Optional<Drift> drift, String sentence) {
        return new Report(choice.type().word(), from, to, steps, rows, drift, List.of(sentence));
    }

    private List<Step> undos(int to) {
        return new Rollback(choice, sleeper)
                .plan(to).stream()
                        .map(step -> planned(Direction.UNDO, step.script(), step.undo()))
                        .toList();
    }

    private List<Step> migrations(Migrations.History history, int current, int to) {
        ScriptFolders folders = ScriptFolders.of(choice.type());
        return history.scripts().stream()
                .filter(script -> script.number() > current && script.number() <= to)
                .map(script -> planned(
                        Direction.MIGRATE, script, folders.migration(script).orElseThrow()))
                .toList();
    }

    private static Step planned(Direction direction, MigrationScript script, String sql) {
        return new Step(direction, script.number(), script.description(), sql, Optional.empty(), List.of());
    }

    private SortedMap<String, Long> rows(DatabaseChoice of) {
        SortedMap<String, Long> rows = new TreeMap<>();
        try (Connection connection = DataSources.forMigrations(of).getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : Catalogue.tables(connection)) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM \"" + table + "\"")) {
                    rows.put(table, count.next() ? count.getLong(1) : 0);
                }
            }
            return rows;
        } catch (SQLException failure) {
            throw Failures.of(choice, "Counting the rows of the copy", failure);
        }
    }

    private static List<Rows> compared(Map<String, Long> before, Map<String, Long> after) {
        TreeSet<String> tables = new TreeSet<>(before.keySet());
        tables.addAll(after.keySet());
        return tables.stream()
                .map(table ->
                        new Rows(table, Optional.ofNullable(before.get(table)), Optional.ofNullable(after.get(table))))
                .toList();
    }
}
