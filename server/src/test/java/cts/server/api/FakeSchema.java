package cts.server.api;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.DirectDatabase;
import cts.server.storage.migration.Drift;
import cts.server.storage.migration.DryRun;
import cts.server.storage.migration.Rollback;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A real schema that is migrated, verified and tried on; a rollback, which would stop a server, is only noted. */
final class FakeSchema implements SchemaWork {
    final List<String> told = new ArrayList<>();

    private final DatabaseChoice choice;

    FakeSchema(DatabaseChoice choice) {
        this.choice = choice;
    }

    @Override
    public DatabaseChoice choice() {
        return choice;
    }

    @Override
    public int version() {
        DirectDatabase database = new DirectDatabase(choice);
        try (Connection connection = database.connect()) {
            return database.version(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Override
    public DatabaseInitializer.Report migrate() throws InterruptedException {
        return new DatabaseInitializer(choice, Sleeper.REAL).initialize();
    }

    @Override
    public DryRun.Report dryRun(Optional<Integer> to) throws InterruptedException {
        return new DryRun(choice, Sleeper.REAL, System::nanoTime).to(to);
    }

    @Override
    public Drift drift() {
        return DatabaseInitializer.drift(choice);
    }

    @Override
    public Rollback.Outcome rollback(int to) {
        told.add("rollback to " + to);
        return new Rollback.Outcome(version(), to, List.of(), List.of(), List.of("Nothing, in a test."));
    }
}
