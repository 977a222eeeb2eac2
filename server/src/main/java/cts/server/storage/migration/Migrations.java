package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Failures;
import cts.server.storage.StorageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * The numbered scripts of the program against the history in the database, table {@code schema_migrations}.
 *
 * <p>All scripts that are due run in one transaction: either the database reaches the program's version or stays as it was.
 * A database newer than the program, and one whose history names a script that the program lacks or has otherwise, is
 * refused before anything is touched.
 *
 * <p>Not safe for two threads at once; {@link DatabaseInitializer} holds the lock that keeps other processes out.
 */
final class Migrations {
    static final String HISTORY = "schema_migrations";
    /**
     * Somebody else's lock is waited for 30 s, not for ever; and when this process dies in the middle of a long statement,
     * the server ends that soon instead of keeping its locks to the end.
     */
    static final String POSTGRESQL_SESSION = "SET lock_timeout = '30s'; SET client_connection_check_interval = '1s'";

    private final DatabaseChoice choice;
    private final Flyway flyway;

    Migrations(DatabaseChoice choice) {
        this(choice, ScriptFolders.of(choice.type()));
    }

    /** Those up to a number, as if the program had no others. */
    static Migrations upTo(DatabaseChoice choice, ScriptFolders folders, int number) {
        return new Migrations(choice, folders, MigrationVersion.fromVersion(String.valueOf(number)), checks(choice));
    }

    /** As {@link #upTo}, each script measured. */
    static Migrations measured(DatabaseChoice choice, ScriptFolders folders, int number, ScriptMeter meter) {
        List<Callback> callbacks = new ArrayList<>(checks(choice));
        callbacks.add(meter);
        return new Migrations(choice, folders, MigrationVersion.fromVersion(String.valueOf(number)), callbacks);
    }

    Migrations(DatabaseChoice choice, ScriptFolders folders) {
        this(choice, folders, MigrationVersion.LATEST, checks(choice));
    }

    private Migrations(
            DatabaseChoice choice, ScriptFolders folders, MigrationVersion target, List<Callback> callbacks) {
        this.choice = choice;
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(DataSources.forMigrations(choice))
                .locations(folders.migrations().stream()
                        .map(folder -> "classpath:" + folder)
                        .toArray(String[]::new))
                .table(HISTORY)
                .target(target)
                .placeholders(folders.placeholders())
                .group(true)
                .validateOnMigrate(false)
                .validateMigrationNaming(true)
                .baselineOnMigrate(false)
                .cleanDisabled(true)
                .initSql(choice.type() == DatabaseType.POSTGRESQL ? POSTGRESQL_SESSION : null)
                .loggers("slf4j");
        flyway = configuration.callbacks(callbacks.toArray(Callback[]::new)).load();
    }

    /**
     * What a migration did.
     *
     * @param applied now, in order; empty if nothing was due
     * @param scripts all that the program has, in order
     */
    record Outcome(List<MigrationScript> applied, List<MigrationScript> scripts) {}

    /**
     * Brings the database to the program's version.
     *
     * @throws StorageException refused, if the history does not fit the program or a script fails; unavailable, if the
     *     database does not answer. The database is then as it was.
     */
    Outcome migrate() {
        MigrationInfo[] known = all();
        List<Integer> due = due(known);
        if (due.isEmpty()) {
            return new Outcome(
                    List.of(), Arrays.stream(known).map(Migrations::script).toList());
        }
        try {
            flyway.migrate();
        } catch (FlywayException failure) {
            throw failed(failure);
        }
        List<MigrationScript> scripts =
                Arrays.stream(all()).map(Migrations::script).toList();
        return new Outcome(
                scripts.stream().filter(script -> due.contains(script.number())).toList(), scripts);
    }

    /**
     * Whether {@link #migrate} would change a database that CTS has made before.
     *
     * @throws StorageException if it would refuse it
     */
    boolean wouldChange() {
        MigrationInfo[] known = all();
        return !due(known).isEmpty()
                && Arrays.stream(known)
                        .anyMatch(migration -> migration.getState().isApplied());
    }

    private List<Integer> due(MigrationInfo[] known) {
        refuseUnfit(known);
        return Arrays.stream(known)
                .filter(migration -> migration.getState() == MigrationState.PENDING)
                .map(migration -> script(migration).number())
                .toList();
    }

    /**
     * What the history says, changing nothing.
     *
     * @param scripts of the program and of the history, in order
     * @param misfit why {@link #migrate} would refuse this database, if it would
     */
    record History(List<MigrationScript> scripts, Optional<String> misfit) {
        /** Number of the newest script that is applied, 0 before the first. */
        int version() {
            return MigrationScript.newestApplied(scripts);
        }
    }

    /** Reads the history. */
    History history() {
        MigrationInfo[] known = all();
        List<MigrationScript> scripts =
                Arrays.stream(known).map(Migrations::script).toList();
        try {
            refuseUnfit(known);
            return new History(scripts, Optional.empty());
        } catch (StorageException misfit) {
            return new History(scripts, Optional.ofNullable(misfit.getMessage()));
        }
    }

    private static List<Callback> checks(DatabaseChoice choice) {
        return choice.type() == DatabaseType.SQLITE ? List.of(new SqliteMigrationCheck()) : List.of();
    }

    private MigrationInfo[] all() {
        try {
            return flyway.info().all();
        } catch (FlywayException failure) {
            String message = String.valueOf(failure.getMessage());
            if (message.startsWith("Found more than one migration")) {
                throw StorageException.refused(
                        "The program has two migrations of one number ("
                                + message.lines().findFirst().orElse("")
                                + "): install CTS anew, its archive is a mixture.",
                        failure);
            }
            throw failed(failure);
        }
    }

    private void refuseUnfit(MigrationInfo[] known) {
        for (MigrationInfo migration : known) {
            refuseUnfit(migration);
        }
        for (int place = 0; place < known.length; place++) {
            int number = script(known[place]).number();
            if (number != place + 1) {
                throw StorageException.refused("The program has a migration " + number + " but no " + (place + 1)
                        + ": install CTS anew, its archive is incomplete.");
            }
        }
    }

    private void refuseUnfit(MigrationInfo migration) {
        String where = "The " + choice.type().word() + " database " + choice.place();
        String number = Optional.ofNullable(migration.getVersion())
                .map(Object::toString)
                .orElse("?");
        switch (migration.getState()) {
            case FUTURE_SUCCESS, FUTURE_FAILED ->
                throw StorageException.refused(where + " has schema version " + number
                        + ", which is newer than this program knows: start it with the newer CTS that made it, or use"
                        + " another database.");
            case MISSING_SUCCESS, MISSING_FAILED ->
                throw StorageException.refused(where + " was migrated by script " + number + " ("
                        + migration.getDescription()
                        + "), which this program does not have: install CTS anew, its archive is incomplete.");
            case FAILED ->
                throw StorageException.refused(
                        where + " holds a half-done migration " + number + ": restore a backup made before it.");
            case IGNORED ->
                throw StorageException.refused(where + " is beyond script " + number
                        + " but never ran it: restore a backup, its history was changed by hand.");
            case OUT_OF_ORDER,
                    SUCCESS,
                    PENDING,
                    ABOVE_TARGET,
                    BELOW_BASELINE,
                    BASELINE_IGNORED,
                    BASELINE,
                    UNDONE,
                    AVAILABLE,
                    OUTDATED,
                    SUPERSEDED,
                    DELETED -> refuseEdited(migration, where, number);
        }
    }

    private static void refuseEdited(MigrationInfo migration, String where, String number) {
        if (migration.getState().isApplied()
                && !(migration.isChecksumMatching()
                        && migration.isDescriptionMatching()
                        && migration.isTypeMatching())) {
            throw StorageException.refused(where + " was migrated by another text of script " + number + " ("
                    + migration.getDescription()
                    + ") than this program has: install the unchanged CTS, a released script is never edited.");
        }
    }

    private static MigrationScript script(MigrationInfo migration) {
        return new MigrationScript(
                migration.getVersion().getMajor().intValueExact(),
                migration.getDescription(),
                migration.getScript(),
                Optional.ofNullable(migration.getChecksum()).orElse(0),
                Optional.ofNullable(migration.getInstalledOn()).map(java.util.Date::getTime));
    }

    private StorageException failed(FlywayException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof StorageException told) {
                return told;
            }
        }
        return Failures.of(choice, "Migrating", failure);
    }
}
