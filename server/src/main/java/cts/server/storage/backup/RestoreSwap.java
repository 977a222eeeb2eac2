package cts.server.storage.backup;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.FileSync;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts a database and an engine's state that lie ready in the place of those that are there. Before the file
 * {@value #READY} is on the disk nothing has changed, and what was prepared is thrown away by the next start; from then on
 * every start first finishes what is left to do, each step of which may be repeated.
 *
 * <p>One thread, which holds the lock of the data folder.
 */
public final class RestoreSwap {
    static final String JOURNAL = "journal";
    static final String SNAPSHOTS = "snapshots";
    static final String DATABASE = "cts.db";
    private static final String FOLDER = "restoring";
    private static final String READY = "ready";

    private final Path folder;
    private final DatabaseChoice choice;

    /**
     * For a data folder and the database that belongs to it.
     *
     * @param folder the data folder
     */
    RestoreSwap(Path folder, DatabaseChoice choice) {
        this.folder = folder;
        this.choice = choice;
    }

    /**
     * Finishes a restore that was interrupted after it was ready, or forgets one that was not.
     *
     * @param folder the data folder, locked
     * @throws StorageException if it is for another database, or that does not answer
     */
    public static void finish(Path folder, DatabaseChoice choice) {
        new RestoreSwap(folder, choice).finish();
    }

    /** What is to be done. */
    private record Plan(String place, String schema, boolean withEngine) {}

    /** Where everything is prepared; empty. */
    Path begin() {
        ScratchDatabase.delete(stage());
        try {
            return Files.createDirectories(stage());
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    /** From here on there is no way back. */
    void ready(String schema) {
        try {
            FileSync.forceAll(stage());
            Path partial = stage().resolve(READY + BackupWriter.PARTIAL);
            Plan plan = new Plan(choice.place(), schema, Files.isDirectory(stage().resolve(JOURNAL)));
            Files.write(partial, JsonMapper.shared().writeValueAsBytes(plan));
            FileSync.force(partial);
            Files.move(partial, stage().resolve(READY), StandardCopyOption.ATOMIC_MOVE);
            FileSync.force(stage());
            FileSync.force(folder);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    void finish() {
        if (!Files.isDirectory(stage())) return;
        Path ready = stage().resolve(READY);
        if (!Files.exists(ready)) {
            ScratchDatabase.delete(stage());
            return;
        }
        try {
            Plan plan = JsonMapper.shared().readValue(Files.readAllBytes(ready), Plan.class);
            if (!plan.place().equals(choice.place())) {
                // A conversion into another database: whoever goes on with this one has lost nothing.
                if (!plan.withEngine()) {
                    ScratchDatabase.delete(stage());
                    return;
                }
                throw StorageException.refused(
                        "A restore into " + plan.place() + " was interrupted, and now the database is " + choice.place()
                                + ": start once more with the former settings, so that it can be finished.");
            }
            swapDatabase(plan.schema());
            swap(JOURNAL);
            swap(SNAPSHOTS);
            Installation.forget(folder);
            FileSync.force(folder);
            Files.delete(ready);
            ScratchDatabase.delete(stage());
        } catch (JacksonException broken) {
            throw StorageException.refused(
                    "The file " + ready + " is damaged: restore the backup again into an empty folder.", broken);
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private Path stage() {
        return folder.resolve(FOLDER);
    }

    /** A folder of the engine: what lies ready takes the place of what is there, once. */
    private void swap(String name) throws IOException {
        Path fresh = stage().resolve(name);
        if (!Files.isDirectory(fresh)) return;
        ScratchDatabase.delete(folder.resolve(name));
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void swapDatabase(String schema) throws IOException {
        switch (choice) {
            case DatabaseChoice.Sqlite sqlite -> {
                Path fresh = stage().resolve(DATABASE);
                if (!Files.exists(fresh)) return;
                // A log that stayed behind would be taken for the new file's.
                for (String end : List.of("-wal", "-shm", "")) {
                    Files.deleteIfExists(
                            sqlite.file().resolveSibling(sqlite.file().getFileName() + end));
                }
                Files.move(fresh, sqlite.file(), StandardCopyOption.ATOMIC_MOVE);
            }
            case DatabaseChoice.Postgresql _ -> swapSchema(schema);
        }
    }

    /** In one transaction: the tables of the scratch schema take the place of those of the same names. */
    private void swapSchema(String schema) {
        DirectDatabase database = new DirectDatabase(choice);
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            String target = connection.getSchema();
            List<String> fresh = tables(connection, schema);
            if (fresh.isEmpty()) return;
            if (target == null) {
                run(connection, "CREATE SCHEMA IF NOT EXISTS public");
                target = "public";
            }
            List<String> present = tables(connection, target);
            for (String old : present) {
                // Its partitions go with a table, whatever days they have.
                if (fresh.contains(old)) run(connection, "DROP TABLE IF EXISTS " + name(target, old) + " CASCADE");
            }
            for (String table : fresh) {
                run(connection, "ALTER TABLE " + name(schema, table) + " SET SCHEMA " + TableShape.quoted(target));
            }
            run(connection, "DROP SCHEMA " + TableShape.quoted(schema));
            connection.commit();
        } catch (SQLException failure) {
            throw database.failure("Putting the restored tables in their place", failure);
        }
    }

    private static List<String> tables(Connection connection, String schema) throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                        + " AND relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = '"
                        + schema.replace("'", "''") + "') ORDER BY relispartition, relname")) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    private static String name(String schema, String table) {
        return TableShape.quoted(schema) + "." + TableShape.quoted(table);
    }

    private static void run(Connection connection, String text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }

    private StorageException failed(IOException failure) {
        return StorageException.unavailable(
                "The restore into " + folder + " cannot go on (" + BackupWriter.reason(failure)
                        + "): free some space or mend the folder, then try again.",
                failure);
    }
}
