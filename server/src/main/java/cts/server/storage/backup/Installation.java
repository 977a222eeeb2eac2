package cts.server.storage.backup;

import cts.server.storage.DataFolder;
import cts.server.storage.Database;
import cts.server.storage.StorageException;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.Connections;
import cts.server.storage.repository.SystemSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The id of this installation of CTS, part of every client order id. It stands in the data folder and in the database. Where
 * the two do not agree, one of them came from elsewhere – restored, converted, copied by other means – and there may be
 * another CTS with the same past: then this one gets an id of its own, and no connection trades real money until somebody
 * allows it again.
 */
public final class Installation {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    private static final String KEY = "installation.id";
    private static final String FILE = "installation";

    private Installation() {}

    /** The id with which a server goes on; made, and trading stopped, where it must be. */
    public static String enter(DataFolder folder, Database database, UuidSource ids, InstantSource clock) {
        Optional<String> ofFolder = read(file(folder));
        SystemSettings settings = new SystemSettings(database);
        Optional<String> ofDatabase = settings.byKey(KEY).map(SystemSettings.Row::value);
        if (ofFolder.isPresent() && ofFolder.equals(ofDatabase)) return ofFolder.get();
        if (ofFolder.isPresent() || ofDatabase.isPresent()) {
            int stopped = new Connections(database).stopRealTrading(clock.millis());
            LOG.warn(
                    "The database {} and the data folder {} did not belong together before, so one of them is a copy: this"
                            + " installation gets an id of its own, and live and preset trading were switched off on {}"
                            + " connections; switch them on again if no other CTS uses them.",
                    database.choice().place(),
                    folder.path(),
                    stopped);
        }
        String fresh = ids.next();
        settings.save(new SystemSettings.Row(
                KEY,
                fresh,
                "text",
                "internal",
                "which installation's orders these are; not to be changed",
                false,
                clock.millis()));
        write(file(folder), fresh);
        return fresh;
    }

    /** Makes the next start in a folder take an id of its own. */
    static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException failure) {
            throw unwritable(folder.resolve(FILE), failure);
        }
    }

    private static Path file(DataFolder folder) {
        return folder.path().resolve(FILE);
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw StorageException.unavailable(
                    "The file " + file + " cannot be read (" + BackupWriter.reason(failure)
                            + "): make it readable for this user.",
                    failure);
        }
    }

    private static void write(Path file, String id) {
        Path fresh = file.resolveSibling(FILE + BackupWriter.PARTIAL);
        try {
            Files.writeString(fresh, id + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw unwritable(file, failure);
        }
    }

    private static StorageException unwritable(Path file, IOException failure) {
        return StorageException.unavailable(
                "The file " + file + " cannot be written (" + BackupWriter.reason(failure)
                        + "): make its folder writable for this user, or free some space.",
                failure);
    }
}
