package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Failures;
import cts.server.storage.Sleeper;
import cts.server.storage.SqliteFile;
import cts.server.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the chosen database fit this program before anything else uses it: takes the migration lock, migrates, and verifies
 * every table, column, key, index and reference against what the program expects.
 *
 * <p>A database that does not answer is tried three times, with waits of 1 s, 2 s, … up to 10 s between; reaching it and
 * getting the lock may take 30 s per try. A migration that runs is never cut off: that would leave the outcome unknown. A
 * refusal (a newer database, an edited script) is final at once.
 *
 * <p>May be called by any number of processes at the same time: one migrates, the others wait and find nothing to do.
 */
public final class DatabaseInitializer {
    private static final Logger LOG = LoggerFactory.getLogger(DatabaseInitializer.class);
    /** How often a database that does not answer is tried. */
    public static final int TRIES = 3;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Duration PATIENCE_PER_TRY = Duration.ofSeconds(30);

    private final DatabaseChoice choice;
    private final Sleeper sleeper;
    private final Migrations migrations;
    private final Optional<BeforeChange> before;

    /** For a database whose rows need not be secured: an empty one, a copy. */
    public DatabaseInitializer(DatabaseChoice choice, Sleeper sleeper) {
        this(choice, sleeper, Optional.empty());
    }

    /** @param before secures the rows of a database that has some before the first script changes it */
    public DatabaseInitializer(DatabaseChoice choice, Sleeper sleeper, BeforeChange before) {
        this(choice, sleeper, Optional.of(before));
    }

    private DatabaseInitializer(DatabaseChoice choice, Sleeper sleeper, Optional<BeforeChange> before) {
        this.choice = choice;
        this.sleeper = sleeper;
        this.before = before;
        migrations = new Migrations(choice);
    }

    /**
     * What is in the database now and how it came about.
     *
     * @param type of the database
     * @param place file or server
     * @param reason why this database was chosen
     * @param applied scripts applied by this call, in order
     * @param scripts all scripts of the program, in order
     * @param tables of the program, without the history
     * @param drift none, but perhaps what else is there
     * @param log what was done, a sentence each
     */
    public record Report(
            DatabaseType type,
            String place,
            String reason,
            List<MigrationScript> applied,
            List<MigrationScript> scripts,
            int tables,
            Drift drift,
            List<String> log) {
        public Report {
            applied = List.copyOf(applied);
            scripts = List.copyOf(scripts);
            log = List.copyOf(log);
        }

        /** Number of the newest script that is applied, 0 before the first. */
        public int version() {
            return MigrationScript.newestApplied(scripts);
        }
    }

    /**
     * Migrates and verifies.
     *
     * @throws StorageException if the database stays out of reach, does not fit this program, or a migration fails; the
     *     database is then as it was
     * @throws InterruptedException if interrupted while waiting
     */
    public Report initialize() throws InterruptedException {
        List<String> log = new ArrayList<>();
        log.add("Database: " + choice.type().word() + " at " + choice.place() + ", because " + choice.reason() + ".");
        Duration wait = FIRST_WAIT;
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(log);
            } catch (StorageException failure) {
                if (failure.kind() != StorageException.Kind.UNAVAILABLE || attempt == TRIES) {
                    throw failure;
                }
                String sentence = "Try " + attempt + " of " + TRIES + " failed: " + failure.getMessage();
                LOG.warn(sentence);
                log.add(sentence);
                sleeper.sleep(wait);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
            }
        }
    }

    private Report attempt(List<String> log) throws InterruptedException {
        try (MigrationLock _ = MigrationLock.take(choice, sleeper, PATIENCE_PER_TRY)) {
            SqliteFile.prepare(choice).ifPresent(log::add);
            secure(log);
            Migrations.Outcome outcome = migrations.migrate();
            for (MigrationScript script : outcome.applied()) {
                log.add("Applied migration " + script.number() + ": " + script.description() + ".");
            }
            if (outcome.applied().isEmpty()) {
                log.add("The schema is up to date.");
            }
            Drift drift = verify();
            int tables = Catalogue.expected(choice.type()).tables();
            log.add("Verified " + tables + " tables, fingerprint "
                    + drift.fingerprint().substring(0, 12) + ".");
            drift.besides().forEach(line -> log.add("Not of CTS, left alone: " + line + "."));
            return new Report(
                    choice.type(),
                    choice.place(),
                    choice.reason(),
                    outcome.applied(),
                    outcome.scripts(),
                    tables,
                    drift,
                    log);
        }
    }

    private void secure(List<String> log) throws InterruptedException {
        if (before.isEmpty() || !migrations.wouldChange() || !new DirectDatabase(choice).hasRows()) return;
        log.add(before.get().secure());
    }

    private Drift verify() {
        Drift drift = drift(choice);
        drift.words().ifPresent(words -> {
            throw StorageException.refused("The " + choice.type().word() + " database " + choice.place()
                    + " was changed by something else than CTS, " + words
                    + "; restore a backup or put it back by hand, 'cts db verify' lists every difference.");
        });
        return drift;
    }

    /**
     * How the database differs from what this program expects; changes nothing.
     *
     * @throws StorageException if it cannot be read
     */
    public static Drift drift(DatabaseChoice choice) {
        try (Connection connection = DataSources.forMigrations(choice).getConnection()) {
            return Drift.between(Catalogue.read(connection), Catalogue.expected(choice.type()));
        } catch (SQLException failure) {
            throw Failures.of(choice, "Verifying the schema", failure);
        }
    }
}
