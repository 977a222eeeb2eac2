package cts.server.storage.migration;

import cts.server.storage.DataSources;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.Failures;
import cts.server.storage.StorageException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
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

    private final DatabaseChoice choice;
    private final Flyway flyway;

    Migrations(DatabaseChoice choice) {
        this(
                choice,
                List.of("db/migration/common", "db/migration/" + choice.type().word()));
    }

    Migrations(DatabaseChoice choice, List<String> folders) {
        this.choice = choice;
        FluentConfiguration configuration = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(DataSources.forMigrations(choice))
                .locations(folders.stream().map(folder -> "classpath:" + folder).toArray(String[]::new))
                .table(HISTORY)
                .placeholders(Placeholders.of(choice.type()))
                .group(true)
                .validateOnMigrate(false)
                .validateMigrationNaming(true)
                .baselineOnMigrate(false)
                .cleanDisabled(true)
                .loggers("slf4j");
        flyway = configuration.callbacks(checks(choice)).load();
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
        for (MigrationInfo migration : known) {
            refuseUnfit(migration);
        }
        List<Integer> due = Arrays.stream(known)
                .filter(migration -> migration.getState() == MigrationState.PENDING)
                .map(migration -> script(migration).number())
                .toList();
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

    /** Brings an empty database to an older version, as {@link #migrate} does to the newest. */
    void migrateTo(int version) {
        try {
            Flyway.configure(Migrations.class.getClassLoader())
                    .configuration(flyway.getConfiguration())
                    .target(String.valueOf(version))
                    .load()
                    .migrate();
        } catch (FlywayException failure) {
            throw failed(failure);
        }
    }

    /**
     * What the history says, changing nothing.
     *
     * @param scripts of the program and of the history, in order
     * @param misfit why {@link #migrate} would refuse this database, if it would
     */
    record History(List<MigrationScript> scripts, Optional<String> misfit) {}

    /** Reads the history. */
    History history() {
        MigrationInfo[] known = all();
        List<MigrationScript> scripts =
                Arrays.stream(known).map(Migrations::script).toList();
        try {
            for (MigrationInfo migration : known) {
                refuseUnfit(migration);
            }
            return new History(scripts, Optional.empty());
        } catch (StorageException misfit) {
            return new History(scripts, Optional.ofNullable(misfit.getMessage()));
        }
    }

    private static Callback[] checks(DatabaseChoice choice) {
        return choice.type() == DatabaseType.SQLITE ? new Callback[] {new SqliteMigrationCheck()} : new Callback[0];
    }

    private MigrationInfo[] all() {
        try {
            return flyway.info().all();
        } catch (FlywayException failure) {
            throw failed(failure);
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
