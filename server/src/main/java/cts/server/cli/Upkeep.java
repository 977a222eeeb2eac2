package cts.server.cli;

import cts.server.ops.Job;
import cts.server.ops.Jobs;
import cts.server.storage.DataFolder;
import cts.server.storage.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;

/** The jobs of a server, made from its settings. */
final class Upkeep {
    private static final int ID_LENGTH = 36;

    private Upkeep() {}

    static Jobs start(Database database, List<Job> jobs, DataFolder folder, InstantSource clock) throws IOException {
        return Jobs.start(database, jobs, serverId(folder.path().resolve("server-id")), clock);
    }

    /** One process at a time has the folder, so what is picked under its id was left by one that died. */
    static String serverId(Path file) throws IOException {
        if (Files.exists(file)) {
            String known = Files.readString(file).strip();
            if (known.length() == ID_LENGTH) return known;
        }
        String fresh = UUID.randomUUID().toString();
        Files.writeString(file, fresh + "\n");
        return fresh;
    }
}
