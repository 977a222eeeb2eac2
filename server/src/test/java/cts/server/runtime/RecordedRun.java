package cts.server.runtime;

import cts.engine.EngineConnection;
import cts.engine.EngineDefaults;
import cts.engine.VirtualSettings;
import cts.execution.DeskSettings;
import cts.execution.Notice;
import cts.indication.IndicationBoard;
import cts.indication.IndicationCatalogue;
import cts.market.Instrument;
import cts.market.Tick;
import cts.money.Amount;
import cts.money.Price;
import cts.money.Quantity;
import cts.promotion.GateSettings;
import cts.pseudo.Costs;
import cts.pseudo.KernelSettings;
import cts.server.storage.StorageWriter;
import cts.simulation.PaperConnection;
import cts.simulation.PaperSettings;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A paper connection on the recorded trades, with its recorder; intents are answered before the next tick. */
final class RecordedRun {
    static final String CONNECTION = "c";
    static final Instrument BTCUSD = new Instrument(
            "bitstamp",
            "BTCUSD",
            "BTC",
            "USD",
            Instrument.Kind.PERPETUAL,
            Price.of("0.01"),
            Quantity.of("0.00000001"),
            Quantity.of("0.00000001"),
            Amount.of("5"),
            1);
    private static final int TICKS_PER_FLUSH = 100;
    private static final int SETS_PER_FLUSH = 500;
    private static final IndicationCatalogue CATALOGUE = IndicationCatalogue.load();

    private final StorageWriter writer;
    private final RowOutlet outlet;
    private final BlockingQueue<IntentOutcome> outcomes = new LinkedBlockingQueue<>();
    private final Recorder recorder;
    private final CandleWriter candles;
    private final PaperConnection connection;
    private final List<Notice> notices = new ArrayList<>();
    private int waiting;

    private RecordedRun(StorageWriter writer, RowOutlet outlet, VirtualSettings virtual, byte[] state) {
        this.writer = writer;
        this.outlet = outlet;
        PaperConnection.Settings settings = new PaperConnection.Settings(
                CONNECTION, "test", BTCUSD, virtual, DeskSettings.paperDefaults(), PaperSettings.defaults("USD"));
        recorder = new Recorder(
                new Recorder.Settings(CONNECTION, BTCUSD, virtual, 1, Recorder.Settings.RECORDED_PER_ENTRY),
                outlet,
                () -> Instant.ofEpochMilli(1_700_000_000_000L),
                outcomes::add,
                notices::add);
        candles = new CandleWriter(BTCUSD, outlet, CandleWriter.KEPT);
        EngineConnection.Ears ears = new EngineConnection.Ears(
                recorder,
                recorder,
                intent -> {
                    waiting++;
                    recorder.write(intent);
                },
                (key, cell, entryTime, entry, exitTime, exit, reason, net) -> {},
                () -> 0);
        if (state.length == 0) {
            connection = new PaperConnection(settings, CATALOGUE, ears);
        } else {
            try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
                connection = PaperConnection.load(in, settings, CATALOGUE, ears);
                recorder.load(in);
                candles.load(in);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        recorder.follow(connection.engine());
    }

    /** A run from the first tick. */
    static RecordedRun start(StorageWriter writer, Overflow overflow, VirtualSettings virtual) {
        RecordedRun run = new RecordedRun(writer, new RowOutlet(writer, overflow), virtual, new byte[0]);
        run.connection.start(1, "a test");
        run.endOfCall();
        return run;
    }

    /** A run that goes on where another was saved. */
    static RecordedRun resume(StorageWriter writer, VirtualSettings virtual, byte[] state) {
        return new RecordedRun(writer, new RowOutlet(writer, Overflow.waiting(Thread::sleep)), virtual, state);
    }

    static VirtualSettings settings(String indications) {
        return new VirtualSettings(
                CATALOGUE.parse(indications),
                IndicationBoard.Settings.DEFAULT,
                EngineDefaults.mainGrid(new BigDecimal("0.1")),
                new KernelSettings(
                        new Costs(new BigDecimal("0.055"), new BigDecimal("0.01")),
                        1,
                        2,
                        100,
                        KernelSettings.NO_TIMEOUT),
                GateSettings.PAPER);
    }

    /** The first trades of the record. */
    static List<Tick> ticks(int count) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedRun.class.getResourceAsStream("/bitstamp_trades_from_20131125_usd.csv")),
                StandardCharsets.UTF_8))) {
            return lines.lines()
                    .skip(1)
                    .limit(count)
                    .map(line -> line.split(","))
                    .map(fields -> new Tick(
                            Long.parseLong(fields[0]) * 1_000,
                            Double.parseDouble(fields[1]),
                            Double.parseDouble(fields[2])))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void play(List<Tick> ticks) {
        int played = 0;
        for (Tick tick : ticks) {
            connection.onTick(tick.time(), tick.price());
            recorder.endOfTick(tick.time(), tick.price());
            candles.onTick(tick.time(), tick.price(), tick.size());
            answerIntents();
            if (++played % TICKS_PER_FLUSH == 0) recorder.flushSets(SETS_PER_FLUSH);
        }
    }

    private void endOfCall() {
        recorder.endOfCall(connection.time());
        answerIntents();
    }

    private void answerIntents() {
        while (waiting > 0) {
            takeHeld();
            switch (await()) {
                case IntentOutcome.Durable durable -> connection.onIntentDurable(durable.id());
                case IntentOutcome.Refused refused -> connection.onIntentFailed(refused.id(), refused.why());
            }
            waiting--;
            recorder.endOfCall(connection.time());
        }
    }

    private IntentOutcome await() {
        try {
            return Objects.requireNonNull(outcomes.poll(30, TimeUnit.SECONDS), "no word about an intent");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Hands over what is left and waits until it is in the database. */
    void finish() {
        recorder.flushSets();
        takeHeld();
        flush();
    }

    private void takeHeld() {
        while (outlet.held() > 0) outlet.retry();
    }

    private void flush() {
        try {
            if (!writer.flush(Duration.ofMinutes(2))) throw new IllegalStateException("the writer does not finish");
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    byte[] save() {
        ByteArrayOutputStream state = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(state)) {
            takeHeld();
            connection.save(out);
            recorder.save(out);
            candles.save(out);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        flush();
        return state.toByteArray();
    }

    PaperConnection connection() {
        return connection;
    }

    Recorder recorder() {
        return recorder;
    }

    CandleWriter candles() {
        return candles;
    }

    RowOutlet outlet() {
        return outlet;
    }
}
