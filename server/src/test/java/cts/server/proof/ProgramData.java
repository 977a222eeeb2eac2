package cts.server.proof;

import cts.server.storage.DatabaseChoice;
import cts.server.storage.DatabaseType;
import cts.server.storage.PostgresAddress;
import cts.server.storage.TestDatabases;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;

/**
 * What a process of the program works on: its data folder and its database, which is looked at from outside.
 *
 * @param folder which the program makes
 * @param url of the database, for JDBC
 * @param environment by which the program finds it
 */
record ProgramData(Path folder, String url, Map<String, String> environment) {

    static ProgramData in(Path folder, DatabaseType type) {
        return switch (type) {
            case SQLITE -> new ProgramData(folder, "jdbc:sqlite:" + folder.resolve("cts.db"), Map.of());
            case POSTGRESQL -> {
                PostgresAddress at =
                        ((DatabaseChoice.Postgresql) TestDatabases.empty(DatabaseType.POSTGRESQL)).address();
                String place = at.host() + ":" + at.port() + "/" + at.database();
                yield new ProgramData(
                        folder,
                        "jdbc:postgresql://" + place + "?user=" + at.user() + "&password=" + at.password(),
                        Map.of("DATABASE_URL", "postgresql://" + at.user() + ":" + at.password() + "@" + place));
            }
        };
    }

    DatabaseChoice choice() {
        return DatabaseChoice.choose(
                environment, Optional.empty(), folder.resolve("cts.db"), DatabaseChoice.Mode.DEVELOPMENT);
    }

    /** How many rows there are; 0 while there is no such table yet, or while it is being made. */
    int count(String tablesAndCondition) {
        try (Look look = look()) {
            return look.count(tablesAndCondition);
        }
    }

    Look look() {
        return new Look(this);
    }

    /** A look from outside that changes nothing: it only reads. One thread. */
    static final class Look implements AutoCloseable {
        private final ProgramData data;
        private Optional<Connection> connection = Optional.empty();

        private Look(ProgramData data) {
            this.data = data;
        }

        /** As {@link ProgramData#count}. */
        int count(String tablesAndCondition) {
            try (Statement statement = connected().createStatement();
                    ResultSet result = statement.executeQuery("SELECT count(*) FROM " + tablesAndCondition)) {
                return result.next() ? result.getInt(1) : 0;
            } catch (SQLException notYet) {
                return 0;
            }
        }

        private Connection connected() throws SQLException {
            if (connection.isEmpty()) {
                // Opened to write, the last one to leave a SQLite file would tidy up what the killed program left.
                String suffix = data.url.startsWith("jdbc:sqlite:") ? "?open_mode=1" : "";
                connection = Optional.of(DriverManager.getConnection(data.url + suffix));
            }
            return connection.get();
        }

        @Override
        public void close() {
            try {
                if (connection.isPresent()) connection.get().close();
            } catch (SQLException failure) {
                throw new IllegalStateException(failure);
            }
        }
    }
}
