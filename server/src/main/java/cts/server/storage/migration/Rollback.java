package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Failures;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a database back to an older version: runs the undo scripts of the newer ones, the newest first, each in one
 * transaction with the removal of its row from the history. The tables that a script made go with their rows; others keep
 * theirs. When one fails, the database stays at the version before it, and the rollback may simply be tried again.
 *
 * <p>Nothing runs before a {@link BeforeChange} has secured the rows. The database must not be in use.
 */
public final class Rollback {
    private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final DatabaseChoice choice;
    private final Sleeper sleeper;
    private final ScriptFolders folders;
    private final Optional<ScriptMeter> meter;

    public Rollback(DatabaseChoice choice, Sleeper sleeper) {
        this(choice, sleeper, ScriptFolders.of(choice.type()), Optional.empty());
    }

    Rollback(DatabaseChoice choice, Sleeper sleeper, ScriptFolders folders, Optional<ScriptMeter> meter) {
        this.choice = choice;
        this.sleeper = sleeper;
        this.folders = folders;
        this.meter = meter;
    }

    /**
     * What a rollback did.
     *
     * @param from version before
     * @param to version now
     * @param undone scripts that were undone, in the order in which that happened
     * @param droppedTables that were there before
     * @param log what was done, a sentence each
     */
    public record Outcome(
            int from, int to, List<MigrationScript> undone, List<String> droppedTables, List<String> log) {
        public Outcome {
            undone = List.copyOf(undone);
            droppedTables = List.copyOf(droppedTables);
            log = List.copyOf(log);
        }
    }

    /** A migration and the text that undoes it. */
    record Step(MigrationScript script, String undo) {}

    /**
     * What a rollback would run, the newest first; changes nothing.
     *
     * @param to version to go back to; 0 leaves nothing but the empty history
     * @throws StorageException if that is not possible
     */
    List<Step> plan(int to) {
        Migrations.History history = new Migrations(choice, folders).history();
        history.misfit().ifPresent(misfit -> {
            throw StorageException.refused(misfit);
        });
        List<MigrationScript> applied = history.scripts().stream()
                .filter(script -> script.appliedAt().isPresent())
                .sorted(Comparator.comparingInt(MigrationScript::number).reversed())
                .toList();
        int current = history.version();
        if (to < 0 || to > current) {
            throw StorageException.refused("The " + choice.type().word() + " database " + choice.place()
                    + " has schema version " + current + " and cannot be rolled back to " + to
                    + ": choose a version from 0"
                    + " to " + current + ".");
        }
        return applied.stream()
                .filter(script -> script.number() > to)
                .map(script -> new Step(script, undo(script)))
                .toList();
    }

    /**
     * Goes back to a version.
     *
     * @param to 0 leaves nothing but the empty history
     * @throws StorageException if that is not possible, the rows could not be secured, or a script fails
     * @throws InterruptedException if interrupted while waiting for the lock or securing
     */
    public Outcome to(int to, BeforeChange before) throws InterruptedException {
        try (MigrationLock _ = MigrationLock.take(choice, sleeper, PATIENCE)) {
            List<Step> steps = plan(to);
            List<String> log = new ArrayList<>();
            if (steps.isEmpty()) {
                log.add("The schema is at version " + to + " already.");
                return new Outcome(to, to, List.of(), List.of(), log);
            }
            log.add(before.secure());
            List<String> tables = tables();
            for (Step step : steps) {
                undo(step);
                log.add("Undid migration " + step.script().words() + ".");
                LOG.info("Undid migration {}.", step.script().words());
            }
            agree(to);
            List<String> left = tables();
            return new Outcome(
                    steps.getFirst().script().number(),
                    to,
                    steps.stream().map(Step::script).toList(),
                    tables.stream().filter(table -> !left.contains(table)).toList(),
                    log);
        }
    }

    /** Goes back on a clone, where nothing is to be secured and nobody else is. */
    List<MigrationScript> onClone(int to) {
        List<Step> steps = plan(to);
        steps.forEach(this::undo);
        return steps.stream().map(Step::script).toList();
    }

    private String undo(MigrationScript script) {
        return folders.undo(script)
                .orElseThrow(() -> StorageException.refused("Migration " + script.words()
                        + " cannot be undone, because the program lacks the script that does: install CTS anew, its archive"
                        + " is incomplete. Nothing was changed."));
    }

    private void undo(Step step) {
        try (Connection connection = DataSources.forMigrations(choice).getConnection();
                Statement statement = connection.createStatement()) {
            // Own words for begin and end: the SQLite driver begins no transaction for a text of several statements.
            statement.execute(choice.type() == DatabaseType.SQLITE ? "BEGIN IMMEDIATE" : "BEGIN");
            try {
                run(step, connection, statement);
                statement.execute("COMMIT");
            } catch (SQLException | RuntimeException failure) {
                try {
                    statement.execute("ROLLBACK");
                } catch (SQLException broken) {
                    failure.addSuppressed(broken);
                }
                throw failure;
            }
        } catch (SQLException failure) {
            throw Failures.of(choice, "Undoing migration " + step.script().words(), failure);
        }
    }

    private void run(Step step, Connection connection, Statement statement) throws SQLException {
        Optional<SqliteRows> rows =
                choice.type() == DatabaseType.SQLITE ? Optional.of(SqliteRows.count(connection)) : Optional.empty();
        if (choice.type() == DatabaseType.POSTGRESQL) {
            statement.execute("SET LOCAL lock_timeout = '" + PATIENCE.toSeconds() + "s'");
        }
        if (meter.isPresent()) meter.get().begin(connection);
        // Not execute: of several statements the SQLite driver would run the first alone.
        statement.executeUpdate(step.undo());
        if (meter.isPresent()) meter.get().end(step.script().number(), connection);
        int removed = statement.executeUpdate("DELETE FROM " + Migrations.HISTORY + " WHERE script = '"
                + step.script().file() + "'");
        if (removed != 1) {
            throw StorageException.refused("Undoing migration " + step.script().words() + " removed " + removed
                    + " rows of the history instead of one, so it was taken back: the history was changed meanwhile.");
        }
        if (rows.isPresent()) {
            SqliteRows.refuseDanglingReferences(connection);
            rows.get().refuseLost(connection, SqliteRows.Dropped.ALLOWED);
        }
    }

    private List<String> tables() {
        try (Connection connection = DataSources.forMigrations(choice).getConnection()) {
            return Catalogue.tables(connection);
        } catch (SQLException failure) {
            throw Failures.unreachable(choice, failure);
        }
    }

    /** Flyway must see what we see. */
    private void agree(int to) {
        Migrations.History history = new Migrations(choice, folders).history();
        int version = history.version();
        if (version != to || history.misfit().isPresent()) {
            throw StorageException.refused("After the rollback the history says version " + version + " instead of "
                    + to + history.misfit().map(misfit -> " (" + misfit + ")").orElse("")
                    + ": restore the backup made before.");
        }
    }
}
