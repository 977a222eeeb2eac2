package cts.server.storage;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Locale;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connections whose one statement decides where it runs: a SELECT among the readers, everything else at the writer. Each
 * statement is a transaction of its own.
 *
 * <p>Safe for use by several threads; a connection belongs to the thread that took it.
 */
final class StatementSource implements DataSource {
    private final Database database;

    StatementSource(Database database) {
        this.database = database;
    }

    /** What a statement does. */
    enum Purpose {
        READING,
        WRITING;

        static Purpose of(String sql) {
            return sql.strip().toLowerCase(Locale.ROOT).startsWith("select") ? READING : WRITING;
        }
    }

    @Override
    public Connection getConnection() {
        return (Connection) Proxy.newProxyInstance(
                StatementSource.class.getClassLoader(), new Class<?>[] {Connection.class}, new Late(database)::call);
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the database has one user");
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("the log is SLF4J's");
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("the log is SLF4J's");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("the pools have their own time-out");
    }

    @Override
    public int getLoginTimeout() {
        return (int) Pools.CONNECT.toSeconds();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the log is SLF4J's");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLFeatureNotSupportedException("nothing is wrapped");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }

    /** A connection that is taken when its statement is known. */
    private static final class Late {
        private final Database database;
        private Optional<Database.Lent> lent = Optional.empty();

        Late(Database database) {
            this.database = database;
        }

        @Nullable
        Object call(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            return switch (method.getName()) {
                case "prepareStatement" -> prepared(method, arguments);
                case "getAutoCommit" -> true;
                case "close" -> close();
                default -> throw new SQLFeatureNotSupportedException(method.getName());
            };
        }

        private @Nullable Object prepared(Method method, Object @Nullable [] arguments) throws Throwable {
            if (arguments == null || lent.isPresent()) {
                throw new SQLFeatureNotSupportedException("one statement per connection");
            }
            Database.Lent taken = taken((String) arguments[0]);
            lent = Optional.of(taken);
            return invoke(taken.connection(), method, arguments);
        }

        private @Nullable Object close() throws SQLException {
            Optional<Database.Lent> out = lent;
            lent = Optional.empty();
            if (out.isPresent()) out.get().close();
            return null;
        }

        private Database.Lent taken(String sql) throws SQLException {
            try {
                return database.lend(Purpose.of(sql));
            } catch (StorageException failure) {
                throw new SQLException(failure.getMessage(), failure);
            }
        }

        private static @Nullable Object invoke(Connection connection, Method method, Object[] arguments)
                throws Throwable {
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException wrapped) {
                throw wrapped.getTargetException();
            }
        }
    }
}
