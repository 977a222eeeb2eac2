package cts.server.api;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.UuidSource;
import cts.server.storage.backup.Backups;
import cts.server.storage.backup.EngineFiles;
import cts.server.storage.backup.Reorganization;
import cts.server.storage.backup.Restore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Real backups; what would stop a server is only noted. */
final class FakeMaintenance implements Maintenance {
    final List<String> told = new ArrayList<>();

    private final Path folder;
    private final Backups backups;

    FakeMaintenance(DatabaseChoice choice, Path folder, UuidSource ids, InstantSource clock) {
        this.folder = folder;
        backups = new Backups(
                new Backups.Settings(choice, folder, 14, ""),
                new EngineFiles(folder.resolve("none"), folder.resolve("none")),
                ids,
                clock);
    }

    /** The id of a file that has the name of a backup. */
    String file() {
        String id = UUID.randomUUID().toString();
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("cts-20260101-000000-manual-" + id + ".zip"), "no ZIP");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return id;
    }

    @Override
    public Backups backups() {
        return backups;
    }

    @Override
    public Restore.Report restore(Path zip) {
        told.add("restore " + zip.getFileName());
        return report();
    }

    @Override
    public Restore.Report convert(String to) {
        told.add("convert to " + to);
        return report();
    }

    @Override
    public Reorganization.Report reorganize() {
        told.add("reorganize");
        return new Reorganization.Report(List.of(), 1, 1);
    }

    private static Restore.Report report() {
        return new Restore.Report("sqlite", 10, 1, false, List.of(), 0.1, List.of());
    }
}
