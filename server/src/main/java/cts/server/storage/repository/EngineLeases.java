package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.ENGINE_LEASES;

import cts.server.storage.Database;
import cts.server.storage.StorageException;
import java.time.Instant;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;

/**
 * Who may run the engine of each connection.
 *
 * <p>The holder renews its lease before it ends. Each change of the holder raises the epoch, and an order intent carries the
 * epoch it was made under, so that a process which lost its lease without noticing cannot write, and so not send, an order.
 */
public final class EngineLeases {
    private final Database database;

    public EngineLeases(Database database) {
        this.database = database;
    }

    /**
     * A right to run an engine.
     *
     * @param holder names the process
     * @param epoch from 1, grows with each change of the holder
     * @param expiresAt until when, unless renewed
     */
    public record Lease(String connectionId, String holder, long epoch, long expiresAt) {}

    /**
     * Who wants a lease.
     *
     * @param installation without spaces; of one installation only one process can run
     * @param process tells processes of an installation apart
     */
    public record Holder(String installation, String process) {
        /** As the lease names it. */
        public String text() {
            return installation + " " + process;
        }

        private boolean mayFollow(Lease lease, long now) {
            return lease.expiresAt() <= now || lease.holder().startsWith(installation + " ");
        }
    }

    /**
     * Takes a lease that is free, over, or held by a process of the same installation, which must be dead.
     *
     * @throws StorageException one sentence if somebody else holds it
     */
    public Lease begin(String connectionId, Holder holder, long now, long expiresAt) {
        return database.writeDurably(sql -> {
            Optional<Lease> current = readOrMake(sql, connectionId);
            Optional<Lease> foreign = current.filter(lease -> !holder.mayFollow(lease, now));
            if (foreign.isPresent()) {
                throw StorageException.refused("The engine of this connection runs elsewhere ("
                        + foreign.get().holder()
                        + "): stop it there; or, if it is dead, start again after "
                        + Instant.ofEpochMilli(foreign.get().expiresAt()) + ", when its lease ends.");
            }
            return take(sql, current, new Lease(connectionId, holder.text(), 1, expiresAt));
        });
    }

    /**
     * Takes a lease whoever holds it: for a start that holds the lock of the same data folder, whose former holder is
     * therefore dead.
     */
    public Lease takeOver(String connectionId, String holder, long expiresAt) {
        return database.writeDurably(
                sql -> take(sql, readOrMake(sql, connectionId), new Lease(connectionId, holder, 1, expiresAt)));
    }

    /**
     * Moves the end of a lease that is still the holder's.
     *
     * @return false if it is not: the engine must stop
     */
    public boolean renew(Lease lease, long expiresAt) {
        int renewed = database.write(sql -> sql.update(ENGINE_LEASES)
                .set(ENGINE_LEASES.EXPIRES_AT, expiresAt)
                .where(ENGINE_LEASES
                        .CONNECTION_ID
                        .eq(lease.connectionId())
                        .and(ENGINE_LEASES.HOLDER.eq(lease.holder()))
                        .and(ENGINE_LEASES.EPOCH.eq(lease.epoch())))
                .execute());
        return renewed == 1;
    }

    /** Ends every lease, for a copy of a database, where nobody runs an engine yet; epochs go on growing. */
    public void endAll() {
        database.write(sql ->
                sql.update(ENGINE_LEASES).set(ENGINE_LEASES.EXPIRES_AT, 0L).execute());
    }

    /** The epoch of a connection, kept from changing until the transaction ends; 0 without a lease. */
    static long epochForWriting(DSLContext sql, String connectionId) {
        return read(sql, connectionId).map(Lease::epoch).orElse(0L);
    }

    private static Lease take(DSLContext sql, Optional<Lease> current, Lease wanted) {
        boolean same =
                current.map(Lease::holder).filter(wanted.holder()::equals).isPresent();
        long epoch = current.map(Lease::epoch).orElse(0L) + (same ? 0 : 1);
        sql.update(ENGINE_LEASES)
                .set(ENGINE_LEASES.HOLDER, wanted.holder())
                .set(ENGINE_LEASES.EPOCH, epoch)
                .set(ENGINE_LEASES.EXPIRES_AT, wanted.expiresAt())
                .where(ENGINE_LEASES.CONNECTION_ID.eq(wanted.connectionId()))
                .execute();
        return new Lease(wanted.connectionId(), wanted.holder(), epoch, wanted.expiresAt());
    }

    /** Makes sure that there is a row to lock, so that of two first takers one waits for the other. */
    private static Optional<Lease> readOrMake(DSLContext sql, String connectionId) {
        sql.insertInto(ENGINE_LEASES)
                .set(ENGINE_LEASES.CONNECTION_ID, connectionId)
                .set(ENGINE_LEASES.HOLDER, "")
                .set(ENGINE_LEASES.EPOCH, 0L)
                .set(ENGINE_LEASES.EXPIRES_AT, 0L)
                .onConflictDoNothing()
                .execute();
        return read(sql, connectionId);
    }

    /** Reads and locks the row. SQLite has no row locks and needs none: its transactions that write come one by one. */
    private static Optional<Lease> read(DSLContext sql, String connectionId) {
        var query = sql.selectFrom(ENGINE_LEASES).where(ENGINE_LEASES.CONNECTION_ID.eq(connectionId));
        return (sql.family() == SQLDialect.SQLITE ? query : query.forUpdate())
                .fetchOptional(record -> new Lease(
                        record.get(ENGINE_LEASES.CONNECTION_ID),
                        record.get(ENGINE_LEASES.HOLDER),
                        record.get(ENGINE_LEASES.EPOCH),
                        record.get(ENGINE_LEASES.EXPIRES_AT)));
    }
}
