package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.USERS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;

/** People who may log in, and the built-in user who may not. */
public final class Users {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(USERS, USERS.ID)
            .column(USERS.ID, Row::id)
            .column(USERS.USERNAME, Row::username)
            .optional(USERS.EMAIL, Row::email)
            .optional(USERS.PASSWORD_HASH, Row::passwordHash)
            .column(USERS.ROLE, Row::role)
            .column(USERS.IS_ACTIVE, Row::isActive)
            .optional(USERS.TOTP, Row::totp)
            .optional(USERS.LAST_LOGIN, Row::lastLogin)
            .column(USERS.CREATED_AT, Row::createdAt)
            .column(USERS.UPDATED_AT, Row::updatedAt)
            .optional(USERS.ARCHIVED_AT, Row::archivedAt)
            .replacing(USERS.CREATED_AT);

    private final Database database;

    public Users(Database database) {
        this.database = database;
    }

    /**
     * A user.
     *
     * @param passwordHash empty: cannot log in
     * @param role viewer, trader or admin
     * @param totp secret of the second factor, encrypted
     */
    public record Row(
            String id,
            String username,
            Optional<String> email,
            Optional<String> passwordHash,
            String role,
            boolean isActive,
            Optional<String> totp,
            Optional<Long> lastLogin,
            long createdAt,
            long updatedAt,
            Optional<Long> archivedAt) {
        static final List<String> ROLES = List.of("viewer", "trader", "admin");

        public Row {
            Checked.word("role", role, ROLES);
        }

        /** Leaves out what opens the account. */
        @Override
        public String toString() {
            return "User[" + id + ", " + username + ", " + role + "]";
        }
    }

    /** Makes or changes a user at once. */
    public void save(Row row) {
        TABLE.save(database, row);
    }

    public Optional<Row> byId(String id) {
        return one(USERS.ID.eq(id));
    }

    public Optional<Row> byUsername(String username) {
        return one(USERS.USERNAME.eq(username));
    }

    /** All users, archived ones too, by name. */
    public List<Row> all() {
        return database.read(
                sql -> sql.selectFrom(USERS).orderBy(USERS.USERNAME).fetch(Users::row));
    }

    /** How many can log in with the role. */
    public int active(String role) {
        return database.read(sql -> sql.fetchCount(
                USERS,
                USERS.ROLE
                        .eq(role)
                        .and(USERS.IS_ACTIVE)
                        .and(USERS.ARCHIVED_AT.isNull())
                        .and(USERS.PASSWORD_HASH.isNotNull())));
    }

    public void recordLogin(String id, long time) {
        database.write(sql -> sql.update(USERS)
                .set(USERS.LAST_LOGIN, time)
                .where(USERS.ID.eq(id))
                .execute());
    }

    private Optional<Row> one(Condition condition) {
        return database.read(sql -> sql.selectFrom(USERS).where(condition).fetchOptional(Users::row));
    }

    private static Row row(Record record) {
        return new Row(
                record.get(USERS.ID),
                record.get(USERS.USERNAME),
                Checked.optional(record, USERS.EMAIL),
                Checked.optional(record, USERS.PASSWORD_HASH),
                record.get(USERS.ROLE),
                record.get(USERS.IS_ACTIVE),
                Checked.optional(record, USERS.TOTP),
                Checked.optional(record, USERS.LAST_LOGIN),
                record.get(USERS.CREATED_AT),
                record.get(USERS.UPDATED_AT),
                Checked.optional(record, USERS.ARCHIVED_AT));
    }
}
