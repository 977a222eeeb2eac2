package cts.execution;

import cts.exchange.ClientOrderIds;
import cts.exchange.Samples;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Percent;
import cts.money.Price;
import cts.simulation.PaperExchange;
import cts.simulation.PaperSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A desk on the paper exchange, with intents that become durable when the rig says so. */
final class PaperRig {

    static final String CONNECTION = "paper-1";
    static final Instrument BTC = Samples.BTC;
    static final Instrument ETH = Samples.ETH;
    static final ExitPlan PLAN = plan("1", "0.5");

    final CollectedJournal journal = new CollectedJournal();
    final Deque<OrderIntent> unwritten = new ArrayDeque<>();
    final PaperSettings paperSettings;
    final DeskSettings settings;
    PaperExchange exchange;
    OrderDesk desk;
    boolean writes = true;
    long now = 1_700_000_000_000L;

    PaperRig(PaperSettings paperSettings, DeskSettings settings) {
        this.paperSettings = paperSettings;
        this.settings = settings;
        this.exchange = new PaperExchange(paperSettings);
        this.desk = new OrderDesk(
                CONNECTION, settings, new ClientOrderIds("home", CONNECTION, 0), exchange, unwritten::add, journal);
    }

    /** A rig with the default settings, started, prepared for BTC and ETH, with one price of each. */
    static PaperRig started() {
        return started(PaperSettings.defaults("USDT"), settings());
    }

    /** The defaults with a position cost of 1 %, enough for a lot of BTC. */
    static DeskSettings settings() {
        DeskSettings defaults = DeskSettings.paperDefaults();
        VolumeSettings volume = new VolumeSettings(
                Percent.of("1"), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.valueOf(3), true);
        return new DeskSettings(volume, defaults.risk(), defaults.timings());
    }

    static PaperRig started(PaperSettings paperSettings, DeskSettings settings) {
        PaperRig rig = new PaperRig(paperSettings, settings);
        rig.exchange.onTimer(rig.now);
        rig.desk.start(rig.now, 1, List.of());
        rig.desk.prepare(rig.now, BTC);
        rig.desk.prepare(rig.now, ETH);
        rig.settle();
        rig.price(ETH, "2000");
        rig.price(BTC, "50000");
        return rig;
    }

    /** One price event, as the engine's loop handles it. */
    void price(Instrument instrument, String price) {
        price(instrument, Double.parseDouble(price), 1_000);
    }

    void price(Instrument instrument, double price, long after) {
        now += after;
        exchange.onPrice(now, instrument.symbol(), Price.of(price));
        settle();
        desk.onPrice(now, instrument.symbol(), price);
        settle();
    }

    /** Drains events and writes intents until nothing happens any more. */
    void settle() {
        exchange.drainTo(desk);
        while (writes && !unwritten.isEmpty()) {
            desk.onIntentDurable(now, unwritten.removeFirst().id());
            exchange.drainTo(desk);
        }
    }

    OpenOutcome open(Instrument instrument, Direction direction, String reference, ExitPlan plan) {
        OpenOutcome outcome = desk.open(new OpenRequest(
                "set-1", instrument, direction, Price.of(reference), plan, Mode.LIVE, BigDecimal.ONE, now));
        settle();
        return outcome;
    }

    /** Opens at the last price and shows the same price again, so that the entry fills. */
    PositionRecord opened(Instrument instrument, Direction direction, String price, ExitPlan plan) {
        OpenOutcome outcome = open(instrument, direction, price, plan);
        price(instrument, price);
        String id = ((OpenOutcome.Opening) outcome).positionId();
        return position(id);
    }

    PositionRecord position(String id) {
        return Optional.ofNullable(journal.positions.get(id)).orElseThrow();
    }

    /** Saves desk and exchange, and goes on with what was read back. */
    void restart() throws IOException {
        byte[] saved = saved();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(saved));
        exchange = PaperExchange.load(in, paperSettings);
        desk = OrderDesk.load(in, CONNECTION, settings, exchange, unwritten::add, journal);
    }

    byte[] saved() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        exchange.save(out);
        desk.save(out);
        return bytes.toByteArray();
    }

    static ExitPlan plan(String takeProfit, String stopLoss) {
        return new ExitPlan(Percent.of(takeProfit), Percent.of(stopLoss), Optional.empty(), 0);
    }
}
