package cts.server.storage.backup;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether something is already where a backup is to be restored. Stateless. */
final class Occupancy {
    private Occupancy() {}

    /** Why a database and its data folder are not empty, as a sentence without its mend; empty if they are. */
    static Optional<String> of(DatabaseChoice choice, Path folder) {
        return firstRow(choice)
                .map(table -> "The " + choice.type().word() + " database " + choice.place()
                        + " is not empty (there are rows in " + table
                        + ")")
                .or(() -> engineState(folder));
    }

    /** Why a database is not empty, whatever lies in the data folder. */
    static Optional<String> ofRows(DatabaseChoice choice) {
        return firstRow(choice)
                .map(table -> "The " + choice.type().word() + " database " + choice.place()
                        + " is not empty (there are rows in " + table + ")");
    }

    /**
     * Refuses a database in which tables of our names were not made by CTS: they would be lost.
     *
     * @throws StorageException naming the first
     */
    static void refuseForeign(DatabaseChoice choice) {
        DirectDatabase database = new DirectDatabase(choice);
        if (!database.exists()) return;
        try (Connection connection = database.connect()) {
            if (database.version(connection) > 0) return;
            List<String> ours = SchemaShape.newest(database.newestVersion()).tables().stream()
                    .map(TableShape::name)
                    .toList();
            for (String table : database.tables(connection)) {
                if (choice instanceof DatabaseChoice.Sqlite || ours.contains(table)) {
                    throw StorageException.refused("The " + choice.type().word() + " database " + choice.place()
                            + " holds a table " + table + " that CTS did not make: name another database.");
                }
            }
        } catch (SQLException failure) {
            throw database.failure("Looking for the tables", failure);
        }
    }

    private static Optional<String> firstRow(DatabaseChoice choice) {
        DirectDatabase database = new DirectDatabase(choice);
        if (!database.exists()) return Optional.empty();
        refuseForeign(choice);
        try (Connection connection = database.connect()) {
            if (database.version(connection) == 0) return Optional.empty();
            for (String table : database.tables(connection)) {
                if (DirectDatabase.hasRow(connection, table)) return Optional.of(table);
            }
            return Optional.empty();
        } catch (SQLException failure) {
            throw database.failure("Looking for rows", failure);
        }
    }

    private static Optional<String> engineState(Path folder) {
        for (String name : List.of(RestoreSwap.JOURNAL, RestoreSwap.SNAPSHOTS)) {
            Path inside = folder.resolve(name);
            if (!Files.isDirectory(inside)) continue;
            try (Stream<Path> files = Files.list(inside)) {
                for (Path file : files.toList()) {
                    if (Files.size(file) > 0) {
                        return Optional.of(
                                "The data folder " + folder + " holds the state of an engine (" + file + ")");
                    }
                }
            } catch (IOException failure) {
                throw StorageException.unavailable(
                        "The folder " + inside + " cannot be read (" + BackupWriter.reason(failure)
                                + "): make it readable for this user.",
                        failure);
            }
        }
        return Optional.empty();
    }
}
