package cts.server.cli;

import cts.engine.VirtualSettings;
import cts.market.Instrument;
import cts.market.MarketFeed;
import cts.server.account.Accounts;
import cts.server.account.SetupToken;
import cts.server.api.ApiParts;
import cts.server.api.Backend;
import cts.server.api.HttpServer;
import cts.server.api.Readiness;
import cts.server.feed.Recording;
import cts.server.feed.ReplayFeed;
import cts.server.feed.SimulatedFeed;
import cts.server.runtime.EngineConfiguration;
import cts.server.runtime.EngineHost;
import cts.server.runtime.EngineStore;
import cts.server.runtime.PaperSetup;
import cts.server.runtime.Settings;
import cts.server.runtime.TradingStatus;
import cts.server.storage.DataFolder;
import cts.server.storage.Database;
import cts.server.storage.DatabaseChoice;
import cts.server.storage.Sleeper;
import cts.server.storage.StorageWriter;
import cts.server.storage.UuidSource;
import cts.server.storage.backup.Installation;
import cts.server.storage.backup.RestoreSwap;
import cts.server.storage.journal.Journal;
import cts.server.storage.journal.Snapshots;
import cts.server.storage.migration.DatabaseInitializer;
import cts.server.storage.migration.EngineAside;
import cts.server.storage.querylog.QueryLog;
import cts.server.storage.repository.EngineLeases;
import cts.simulation.PaperConnection;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the server, from the locked data folder to the last snapshot: puts the parts together and takes them apart. */
final class ServerRun {
    private static final Logger LOG = LoggerFactory.getLogger(ServerRun.class);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Duration LAST_ROWS = Duration.ofSeconds(30);
    private static final long HOUR = 3_600_000;

    private final ServerOptions options;
    private final PrintWriter out;
    private final Consumer<Greeting> greet;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /**
     * A run to come.
     *
     * @param out where a person is told how it goes
     * @param greet hears when it is ready
     */
    ServerRun(ServerOptions options, PrintWriter out, Consumer<Greeting> greet) {
        this.options = options;
        this.out = out;
        this.greet = greet;
    }

    /**
     * Runs until it is asked to end, or, if the options say so, until the feed does.
     *
     * @return how trading stood at the end; empty if it never began
     */
    Optional<TradingStatus> run() throws IOException, InterruptedException {
        Settings settings = Settings.read(options.data().resolve("settings.json"), System.getenv(), options.settings());
        check(settings);
        Optional<Recording> own = ownTrades();
        DatabaseChoice choice = OfflineDatabase.choice(options.data(), settings);
        OfflineDatabase.replicas(choice, settings);
        try (DataFolder folder = DataFolder.open(options.data());
                SetupToken setupToken = SetupToken.renew(folder.path())) {
            RestoreSwap.finish(folder.path(), choice);
            new EngineAside(folder.path(), choice).finish();
            Readiness readiness = new Readiness();
            ServerMaintenance maintenance = new ServerMaintenance(folder.path(), choice, settings);
            DatabaseInitializer initializer =
                    new DatabaseInitializer(choice, Sleeper.REAL, BackupSetup.beforeMigrating(maintenance.backups()));
            DatabaseOpening opening = new DatabaseOpening(
                    initializer, readiness, maintenance, stop, options.port().isPresent());
            ServerSchema schema = new ServerSchema(folder.path(), choice, opening, maintenance);
            Optional<HttpServer> http = listen(folder, schema, maintenance, setupToken, readiness);
            Thread hook = Thread.ofPlatform().name("shutdown").unstarted(this::shutDown);
            Runtime.getRuntime().addShutdownHook(hook);
            try {
                Optional<TradingStatus> last = Optional.empty();
                Optional<String> staysDown = Optional.empty();
                while (true) {
                    Optional<DatabaseInitializer.Report> report = opening.await(staysDown);
                    if (report.isEmpty()) return last;
                    last = Optional.of(trade(
                            folder, settings, own, choice, report.get(), maintenance, setupToken, readiness, http));
                    if (!maintenance.isAsked()) return last;
                    staysDown = opening.carryOut();
                }
            } finally {
                http.ifPresent(HttpServer::close);
                stopped.countDown();
                removeHook(hook);
            }
        }
    }

    /** Refuses what cannot be carried out before anything is made or changed. */
    private void check(Settings settings) throws IOException {
        if (!List.of("replay", "simulated").contains(options.feed())) throw unknownFeed();
        if (options.ticks().isPresent() && !options.feed().equals("replay")) {
            throw new CommandFailure(
                    "--ticks goes with --feed replay, not with %s; leave one of them out.".formatted(options.feed()));
        }
        Upkeep.rules(settings);
        EngineConfiguration.connection(settings, "none", "none", EngineConfiguration.bitcoin("none"));
        options.positions().check(options.ticks().stream().toList());
        if (options.port().isPresent() && !DataFolder.isInUse(options.data())) {
            checkFree(options.port().get());
        }
    }

    private static void checkFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            probe.setReuseAddress(true);
        } catch (BindException taken) {
            throw new CommandFailure(
                    "port %d of 127.0.0.1 is in use; choose another with --port, 0 for any free one.".formatted(port),
                    taken);
        }
    }

    private CommandFailure unknownFeed() {
        return new CommandFailure("there is no feed '%s'; choose replay or simulated.".formatted(options.feed()));
    }

    private Optional<Recording> ownTrades() throws IOException {
        return options.ticks().isPresent()
                ? Optional.of(Recording.of(options.ticks().get()))
                : Optional.empty();
    }

    private Optional<HttpServer> listen(
            DataFolder folder,
            ServerSchema schema,
            ServerMaintenance maintenance,
            SetupToken setupToken,
            Readiness readiness)
            throws IOException {
        if (options.port().isEmpty()) return Optional.empty();
        ApiParts parts = new ApiParts(readiness, setupToken, folder.controlFile(), schema, maintenance, CLOCK);
        return Optional.of(HttpServer.start(
                parts,
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), options.port().get())));
    }

    private TradingStatus trade(
            DataFolder folder,
            Settings settings,
            Optional<Recording> own,
            DatabaseChoice choice,
            DatabaseInitializer.Report report,
            ServerMaintenance maintenance,
            SetupToken setupToken,
            Readiness readiness,
            Optional<HttpServer> http)
            throws IOException, InterruptedException {
        report.log().forEach(LOG::info);
        SecureRandom random = new SecureRandom();
        UuidSource ids = new UuidSource(CLOCK, random::nextLong);
        try (Database database = Database.open(
                        choice,
                        OfflineDatabase.replicas(choice, settings),
                        Duration.ofMillis(settings.whole("database.replica-max-lag-ms")));
                Journal journal = Journal.open(folder.journal());
                StorageWriter writer =
                        StorageWriter.start(database, StorageWriter.Limits.DEFAULT, Sleeper.REAL, journal::force);
                QueryLog _ = QueryLog.start(database, ids, CLOCK)) {
            Market market = market(settings, own);
            Instrument instrument = EngineConfiguration.bitcoin(market.exchange);
            String connectionId = new PaperSetup(database, ids, CLOCK).connection(options.feed(), instrument);
            PaperConnection.Settings connection =
                    EngineConfiguration.connection(settings, connectionId, connectionId, instrument);
            String installation = Installation.enter(folder, database, ids, CLOCK);
            Accounts accounts = Accounts.open(database, writer, setupToken, ids, CLOCK);
            try (Upkeep upkeep = Upkeep.start(database, settings, ids, List.of(maintenance.job()), folder, CLOCK);
                    PositionFiles positions = options.positions().open(names(connection.virtual()))) {
                EngineHost host = new EngineHost(
                        new EngineHost.HostSettings(
                                options.feed(),
                                connection,
                                installation,
                                market.feed,
                                market.historyUntil,
                                positions,
                                Duration.ofSeconds(settings.whole("engine.snapshot-seconds")),
                                true),
                        new EngineStore(
                                database,
                                writer,
                                journal,
                                new Snapshots(folder.snapshots()),
                                new EngineLeases.Holder(
                                        installation,
                                        "pid " + ProcessHandle.current().pid() + " of " + CLOCK.instant()),
                                CLOCK,
                                Executors.newSingleThreadExecutor(Thread.ofPlatform()
                                        .name("engine-store")
                                        .daemon()
                                        .factory())),
                        CLOCK);
                try (host) {
                    host.start();
                    maintenance.runs(database, journal);
                    readiness.ready(
                            new Backend(database, report, writer, upkeep.jobs(), accounts, host, upkeep.retention()));
                    greet.accept(greeting(host, setupToken, http));
                    if (options.training()) Training.run(folder, host);
                    else await(host, maintenance);
                    if (maintenance.isAsked()) readiness.starting();
                } finally {
                    maintenance.rests();
                }
                // Not before the loop has ended: until then positions close.
                positions.commit();
                return host.status();
            } finally {
                if (!writer.flush(LAST_ROWS)) out.println("Some rows are still to be written; the journal has them.");
            }
        }
    }

    /** Where prices come from. */
    private record Market(String exchange, long historyUntil, LongFunction<MarketFeed> feed) {}

    private Market market(Settings settings, Optional<Recording> own) throws IOException {
        String given = settings.text("feed.speed");
        double speed = given.equals("max") ? Double.POSITIVE_INFINITY : Double.parseDouble(given);
        return switch (options.feed()) {
            case "replay" -> {
                Recording recording = own.isPresent() ? own.get() : Recording.bitstamp2013();
                long historyUntil =
                        recording.trades().closeTime(0) + settings.whole("feed.replay-history-hours") * HOUR;
                yield new Market(
                        recording.exchange(),
                        historyUntil,
                        from -> new ReplayFeed(recording, from, historyUntil, speed, System::nanoTime));
            }
            case "simulated" -> {
                long seed = settings.whole("feed.seed");
                yield new Market(
                        "simulated", Long.MIN_VALUE, from -> new SimulatedFeed(seed, from, speed, System::nanoTime));
            }
            default -> throw unknownFeed();
        };
    }

    private static Greeting greeting(EngineHost host, SetupToken setupToken, Optional<HttpServer> http) {
        TradingStatus.FeedStatus feed = host.feedStatus();
        String market = "%s: %s, %s"
                .formatted(
                        feed.kind().equals("replay") ? "Recorded market" : "Simulated market",
                        feed.label(),
                        feed.speed().map(speed -> "×" + Numbers.shortest(speed)).orElse("as fast as possible"));
        Optional<String> url = http.map(server -> "http://127.0.0.1:" + server.port());
        return new Greeting(
                market,
                "paper",
                url,
                url.flatMap(address -> setupToken.value().map(token -> address + "/?setup=" + token)));
    }

    private void await(EngineHost host, ServerMaintenance maintenance) throws InterruptedException {
        try (Progress progress = options.endsWithFeed()
                ? Progress.of(out, "trades", host.feedStatus().eventsTotal())
                : Progress.none()) {
            while (!stop.await(100, TimeUnit.MILLISECONDS)) {
                if (maintenance.isAsked() || (options.endsWithFeed() && host.hasEnded())) return;
                progress.at(host.feedStatus().eventsDone());
                checkWorks(host.status());
            }
        }
    }

    /** A recording that breaks the engine breaks it again: there is no use in waiting for the next try. */
    private static void checkWorks(TradingStatus status) {
        if (!status.state().equals("error")) return;
        throw new CommandFailure(status.engines().getFirst().cause());
    }

    private void shutDown() {
        stop.countDown();
        try {
            if (!stopped.await(60, TimeUnit.SECONDS))
                out.println("CTS did not end in time; the journal has its state.");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException shuttingDown) {
            // Then the hook is what ended the run.
        }
    }

    private static PositionNames names(VirtualSettings settings) {
        List<String> keys = settings.keys().stream()
                .map(key -> PositionNames.key(key.name(), key.direction()))
                .toList();
        return new PositionNames(keys, settings.exits());
    }
}
