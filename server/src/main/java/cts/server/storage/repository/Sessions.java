package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.SESSIONS;

import cts.server.storage.Database;
import cts.server.storage.RowTable;
import java.util.Optional;
import org.jooq.Record;

/** Logins that are open. The token itself is never stored, only a hash of it. */
public final class Sessions {
    private static final RowTable<Row> TABLE = RowTable.<Row>of(SESSIONS, SESSIONS.ID)
            .column(SESSIONS.ID, Row::id)
            .column(SESSIONS.USER_ID, Row::userId)
            .column(SESSIONS.TOKEN_HASH, Row::tokenHash)
            .column(SESSIONS.CREATED_AT, Row::createdAt)
            .column(SESSIONS.LAST_SEEN_AT, Row::lastSeenAt)
            .column(SESSIONS.EXPIRES_AT, Row::expiresAt)
            .keepingOld();

    private final Database database;

    public Sessions(Database database) {
        this.database = database;
    }

    /** A login. */
    public record Row(String id, String userId, String tokenHash, long createdAt, long lastSeenAt, long expiresAt) {}

    public void open(Row row) {
        TABLE.save(database, row);
    }

    /** The session of the token, unless it has expired. */
    public Optional<Row> byTokenHash(String tokenHash, long now) {
        return database.read(sql -> sql.selectFrom(SESSIONS)
                .where(SESSIONS.TOKEN_HASH.eq(tokenHash).and(SESSIONS.EXPIRES_AT.gt(now)))
                .fetchOptional(Sessions::row));
    }

    /** Notes that the session is in use and moves its end. */
    public void extend(String id, long now, long expiresAt) {
        database.write(sql -> sql.update(SESSIONS)
                .set(SESSIONS.LAST_SEEN_AT, now)
                .set(SESSIONS.EXPIRES_AT, expiresAt)
                .where(SESSIONS.ID.eq(id))
                .execute());
    }

    public void end(String id) {
        database.write(sql -> sql.deleteFrom(SESSIONS).where(SESSIONS.ID.eq(id)).execute());
    }

    /** Ends all sessions of a user, as after a change of password. */
    public int endAllOf(String userId) {
        return database.write(sql ->
                sql.deleteFrom(SESSIONS).where(SESSIONS.USER_ID.eq(userId)).execute());
    }

    /** Removes those whose time is over. */
    public int removeExpired(long now) {
        return database.write(sql ->
                sql.deleteFrom(SESSIONS).where(SESSIONS.EXPIRES_AT.le(now)).execute());
    }

    private static Row row(Record record) {
        return new Row(
                record.get(SESSIONS.ID),
                record.get(SESSIONS.USER_ID),
                record.get(SESSIONS.TOKEN_HASH),
                record.get(SESSIONS.CREATED_AT),
                record.get(SESSIONS.LAST_SEEN_AT),
                record.get(SESSIONS.EXPIRES_AT));
    }
}
