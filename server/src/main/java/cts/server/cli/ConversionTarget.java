package cts.server.cli;

import cts.server.storage.DataFolder;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.PostgresAddress;
import cts.server.storage.backup.Conversion;
import cts.server.storage.backup.Restore;
import cts.server.storage.backup.RestoreSwap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a database is converted to.
 *
 * @param choice the other database
 * @param folder its data folder
 * @param isOwnFolder whether that is the one whose database is converted, so that its engine stays where it is
 */
record ConversionTarget(DatabaseChoice choice, Path folder, boolean isOwnFolder) {
    /**
     * Reads what was given.
     *
     * @param to a PostgreSQL address or a data folder
     * @param from the database that is converted
     * @param own its data folder
     */
    static ConversionTarget of(String to, DatabaseChoice from, Path own) {
        if (to.startsWith("postgres://") || to.startsWith("postgresql://")) {
            DatabaseChoice choice =
                    new DatabaseChoice.Postgresql(PostgresAddress.parse(to), "the conversion goes there");
            return checked(new ConversionTarget(choice, own, true), from);
        }
        Path folder = Path.of(to).toAbsolutePath().normalize();
        return checked(
                new ConversionTarget(
                        new DatabaseChoice.Sqlite(folder.resolve("cts.db"), "the conversion goes there"),
                        folder,
                        isSame(folder, own)),
                from);
    }

    /** Converts; the lock of another data folder is held meanwhile. */
    Restore.Report convert(Conversion conversion) {
        if (isOwnFolder) return conversion.into(choice);
        OfflineData.requireNoServer(folder, "a conversion into it");
        try (DataFolder other = DataFolder.open(folder)) {
            RestoreSwap.finish(other.path(), choice);
            return conversion.into(choice, other.path());
        }
    }

    /** What to set so that the next start uses it. */
    String next() {
        return switch (choice) {
            case DatabaseChoice.Postgresql _ ->
                "Next: set DATABASE_URL to the address you gave, then start with the same --data folder: 'cts up'.";
            case DatabaseChoice.Sqlite _ ->
                "Next: unset DATABASE_URL (or set DATABASE_TYPE=sqlite), then start with --data " + folder
                        + ": 'cts up'.";
        };
    }

    private static ConversionTarget checked(ConversionTarget target, DatabaseChoice from) {
        if (target.choice().type() == from.type() && target.choice().place().equals(from.place())) {
            throw new CommandFailure(
                    "the database %s itself is named as the target; name another.".formatted(from.place()));
        }
        return target;
    }

    private static boolean isSame(Path one, Path other) {
        try {
            return Files.isDirectory(one) && Files.isSameFile(one, other);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
