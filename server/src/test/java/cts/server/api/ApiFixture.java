package cts.server.api;

import cts.server.account.Accounts;
import cts.server.account.ControlFile;
import cts.server.account.ManualClock;
import cts.server.account.SetupToken;
import cts.server.ops.Job;
import cts.server.ops.Jobs;
import cts.server.storage.Database;
import cts.server.storage.DatabaseType;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageWriter;
import cts.server.storage.TestDatabases;
import cts.server.storage.UuidSource;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.repository.Users;
import cts.server.storage.retention.Retention;
import cts.server.storage.retention.RetentionRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/** A running server over a real database and fake engines, on a clock that tests move. */
final class ApiFixture implements AutoCloseable {
    static final String PASSWORD = "correct horse battery";
    private static final String HASH = new Argon2PasswordEncoder(16, 32, 1, 1024, 1).encode(PASSWORD);

    final ManualClock clock = new ManualClock();
    final FakeTrading trading = new FakeTrading();
    final Path folder = TestDatabases.temporaryFolder();
    final SetupToken setupToken = SetupToken.renew(folder);
    final Readiness readiness = new Readiness();
    final Database database;
    final StorageWriter writer;
    final Jobs jobs;
    final HttpServer server;
    final FakeMaintenance maintenance;
    final FakeSchema schema;

    private final DatabaseInitializer.Report report;
    private final UuidSource ids;

    private ApiFixture(DatabaseType type) {
        database = TestDatabases.migrated(type);
        report = initialize();
        writer = StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL);
        jobs = Jobs.start(
                database,
                List.of(new Job("retention", Duration.ofDays(1), Duration.ofDays(1), () -> "Nothing to do.")),
                "test",
                clock);
        SplittableRandom random = new SplittableRandom(1);
        ids = new UuidSource(clock, random::nextLong);
        maintenance = new FakeMaintenance(database.choice(), folder.resolve("backups"), ids, clock);
        schema = new FakeSchema(database.choice());
        try {
            server = HttpServer.start(
                    new ApiParts(readiness, setupToken, folder.resolve("control"), schema, maintenance, clock),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** A server that is still starting. */
    static ApiFixture starting() {
        return new ApiFixture(DatabaseType.SQLITE);
    }

    /** A server that is ready and has no users. */
    static ApiFixture ready(DatabaseType type) {
        ApiFixture fixture = new ApiFixture(type);
        fixture.becomeReady();
        return fixture;
    }

    /** A server that is ready, with one user per role, each named like it. */
    static ApiFixture withUsers(DatabaseType type) {
        ApiFixture fixture = new ApiFixture(type);
        for (String role : new String[] {"viewer", "trader", "admin"}) {
            fixture.user(role, role);
        }
        fixture.becomeReady();
        return fixture;
    }

    void becomeReady() {
        readiness.ready(new Backend(
                database,
                report,
                writer,
                jobs,
                Accounts.open(database, writer, setupToken, ids, clock),
                trading,
                new Retention(database, RetentionRules.DEFAULT, ids, clock, Sleeper.REAL)));
    }

    void user(String name, String role) {
        new Users(database)
                .save(new Users.Row(
                        "user-" + name,
                        name,
                        Optional.empty(),
                        Optional.of(HASH),
                        role,
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        1,
                        Optional.empty()));
    }

    Browser browser() {
        return new Browser(server.port());
    }

    /** A browser in which the user of the role has logged in. */
    Browser as(String role) {
        Browser browser = browser();
        browser.get("/api/auth/me");
        Browser.Reply reply =
                browser.post("/api/auth/login", "{\"username\":\"" + role + "\",\"password\":\"" + PASSWORD + "\"}");
        if (reply.status() != 200) {
            throw new IllegalStateException("login of " + role + " failed: " + reply.body());
        }
        return browser;
    }

    String controlToken() {
        try {
            return ControlFile.read(folder.resolve("control")).orElseThrow().token();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** Waits until what was offered to the database is in it. */
    void flush() {
        try {
            if (!writer.flush(Duration.ofSeconds(10))) {
                throw new IllegalStateException("the writer is stuck: " + writer.health());
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private DatabaseInitializer.Report initialize() {
        try {
            return new DatabaseInitializer(database.choice(), Sleeper.REAL).initialize();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    @Override
    public void close() {
        server.close();
        jobs.close();
        writer.close();
        database.close();
    }
}
