package cts.server.storage.backup;

import static cts.server.storage.schema.Tables.BACKUPS;

import cts.server.storage.migration.DirectDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** The rows of the table {@code backups}, in a database that may be too old to have it: then there are none. */
final class BackupRows {
    private final DirectDatabase database;

    BackupRows(DirectDatabase database) {
        this.database = database;
    }

    /** Writes a row, or what has changed of it. */
    void save(Backup backup) {
        if (!hasTable()) return;
        database.transaction(sql -> {
            sql.deleteFrom(BACKUPS).where(BACKUPS.ID.eq(backup.id())).execute();
            return sql.insertInto(BACKUPS)
                    .set(BACKUPS.ID, backup.id())
                    .set(BACKUPS.KIND, backup.kind().word())
                    .set(BACKUPS.FILE, backup.file())
                    .set(BACKUPS.DATABASE_TYPE, backup.databaseType())
                    .set(BACKUPS.SCHEMA_VERSION, backup.schemaVersion())
                    .set(BACKUPS.STATUS, backup.status().word())
                    .set(BACKUPS.ERROR, backup.error().orElse(null))
                    .set(BACKUPS.BYTES, backup.bytes())
                    .set(BACKUPS.TOTAL_ROWS, backup.rows())
                    .set(BACKUPS.SHA256, backup.sha256())
                    .set(BACKUPS.BEGAN_AT, backup.beganAt())
                    .set(BACKUPS.WRITTEN_MS, backup.writtenMs())
                    .set(BACKUPS.PROVEN_AT, backup.provenAt().orElse(null))
                    .set(BACKUPS.RESTORED_MS, backup.restoredMs().orElse(null))
                    .set(BACKUPS.REMOVED_AT, backup.removedAt().orElse(null))
                    .execute();
        });
    }

    /** The newest first. */
    List<Backup> newest(int most) {
        return list(DSL.noCondition(), most);
    }

    /** Those whose file should be there, the newest first. */
    List<Backup> present() {
        return list(BACKUPS.REMOVED_AT.isNull(), Integer.MAX_VALUE);
    }

    Optional<Backup> find(String id) {
        return list(BACKUPS.ID.eq(id), 1).stream().findFirst();
    }

    /** The newest that was restored and compared, whether its file is still there or not. */
    Optional<Backup> lastProven() {
        return list(BACKUPS.STATUS.eq(Backup.Status.PROVEN.word()), 1).stream().findFirst();
    }

    private List<Backup> list(Condition condition, int most) {
        if (!hasTable()) return List.of();
        return database.transaction(sql -> sql.selectFrom(BACKUPS)
                .where(condition)
                .orderBy(BACKUPS.BEGAN_AT.desc(), BACKUPS.ID.desc())
                .limit(most)
                .fetch(BackupRows::row));
    }

    private boolean hasTable() {
        if (!database.exists()) return false;
        try (Connection connection = database.connect()) {
            return database.tables(connection).contains(BACKUPS.getName());
        } catch (SQLException failure) {
            throw database.failure("Looking for the table backups", failure);
        }
    }

    private static Backup row(Record record) {
        return new Backup(
                record.get(BACKUPS.ID),
                Backup.Kind.of(record.get(BACKUPS.KIND)),
                record.get(BACKUPS.FILE),
                record.get(BACKUPS.DATABASE_TYPE),
                record.get(BACKUPS.SCHEMA_VERSION),
                Backup.Status.of(record.get(BACKUPS.STATUS)),
                Optional.ofNullable(record.get(BACKUPS.ERROR)),
                record.get(BACKUPS.BYTES),
                record.get(BACKUPS.TOTAL_ROWS),
                record.get(BACKUPS.SHA256),
                record.get(BACKUPS.BEGAN_AT),
                record.get(BACKUPS.WRITTEN_MS),
                Optional.ofNullable(record.get(BACKUPS.PROVEN_AT)),
                Optional.ofNullable(record.get(BACKUPS.RESTORED_MS)),
                Optional.ofNullable(record.get(BACKUPS.REMOVED_AT)));
    }
}
