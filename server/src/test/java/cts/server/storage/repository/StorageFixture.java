package cts.server.storage.repository;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.Write;
import java.time.Duration;
import java.util.List;

/** A real database with one connection in it, and a writer to it. */
final class StorageFixture implements AutoCloseable {
    final Database database;
    final StorageWriter writer;

    private StorageFixture(Database database, StorageWriter writer) {
        this.database = database;
        this.writer = writer;
    }

    static StorageFixture open(DatabaseType type, String connectionId) {
        Database database = TestDatabases.migrated(type);
        TestRows.connection(database, connectionId);
        return new StorageFixture(database, StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL));
    }

    void offer(Write<?> write) {
        assertThat(writer.offer(write)).isTrue();
    }

    void offer(List<Write<?>> writes) {
        assertThat(writer.offer(writes)).isTrue();
    }

    /** Writes a row durably and notes what became of it. */
    void durably(List<String> told, Write<?> write) throws InterruptedException {
        int before = told.size();
        assertThat(writer.offerDurably(List.of(write), outcome -> told.add(outcome.toString())))
                .isTrue();
        flush();
        assertThat(told).hasSize(before + 1);
    }

    void flush() {
        try {
            assertThat(writer.flush(Duration.ofSeconds(20))).isTrue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        writer.close();
        database.close();
    }
}
