package cts.server.storage.pitr;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.StorageException;
import cts.server.storage.migration.DirectDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The folder that a PostgreSQL copies each finished file of its write-ahead log into, and the settings that make it do so.
 * One thread.
 */
public final class WalArchive {
    private final Path folder;

    /** @param folder as the PostgreSQL server sees it */
    public WalArchive(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
        String text = this.folder.toString();
        if (text.chars().anyMatch(c -> c == '"' || c == '\'' || c == '\\' || c == '$' || c == '`' || c < ' ')) {
            throw StorageException.refused("The archive " + text
                    + " has a quote, a backslash, a dollar or a control character in its name: name another folder.");
        }
    }

    public Path folder() {
        return folder;
    }

    /**
     * Lines for {@code postgresql.conf}. The copy appears under its name only when it is whole, and is never overwritten; a
     * file is sent off after a minute even if it is not full.
     */
    public List<String> settings() {
        String target = shell("/%f");
        return List.of(
                "wal_level = replica",
                "archive_mode = on",
                "archive_command = 'test ! -f " + target + " && cp \"%p\" " + shell("/%f.partial") + " && sync "
                        + shell("/%f.partial") + " && mv " + shell("/%f.partial") + " " + target + "'",
                "archive_timeout = 60");
    }

    /** How a server that recovers fetches a file. */
    String restoreCommand() {
        return "cp " + shell("/%f") + " \"%p\"";
    }

    private String shell(String end) {
        return '"' + folder.toString().replace("%", "%%") + end + '"';
    }

    /** What keeps a server from filling the archive, a sentence each; empty if it is set up. */
    public List<String> obstacles(DatabaseChoice.Postgresql choice) {
        DirectDatabase database = new DirectDatabase(choice);
        try (Connection connection = database.connect()) {
            return obstacles(connection);
        } catch (SQLException failure) {
            throw database.failure("Looking at the settings of the write-ahead log", failure);
        }
    }

    List<String> obstacles(Connection connection) throws SQLException {
        List<String> sentences = new ArrayList<>();
        if (show(connection, "wal_level").equals("minimal")) sentences.add("wal_level is minimal but must be replica.");
        if (show(connection, "archive_mode").equals("off")) sentences.add("archive_mode is off but must be on.");
        if (!show(connection, "archive_command").contains(folder.toString())) {
            sentences.add("archive_command does not name the folder " + folder + ".");
        }
        return sentences;
    }

    static String show(Connection connection, String setting) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
