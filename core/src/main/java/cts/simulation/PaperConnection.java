package cts.simulation;

import cts.engine.EngineConnection;
import cts.engine.TradeEngine;
import cts.engine.VirtualSettings;
import cts.exchange.ClientOrderId;
import cts.exchange.ClientOrderIds;
import cts.exchange.ExchangeEvent;
import cts.execution.DeskSettings;
import cts.execution.OrderDesk;
import cts.indication.IndicationCatalogue;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A connection on paper money: an engine and the exchange it trades at, as one deterministic machine. The same ticks and
 * commands, in the same order, give the same orders, fills and balances.
 *
 * <p>One loop owns it.
 */
public final class PaperConnection implements EngineConnection {

    /**
     * What a connection consists of.
     *
     * @param id of the connection
     * @param installation whose ids the first orders get; {@link #moveTo} changes it
     */
    public record Settings(
            String id,
            String installation,
            Instrument instrument,
            VirtualSettings virtual,
            DeskSettings desk,
            PaperSettings paper) {}

    private final Settings settings;
    private final PaperExchange exchange;
    private final OrderDesk desk;
    private final TradeEngine engine;
    private long time;

    /** A stopped connection without a past. */
    public PaperConnection(Settings settings, IndicationCatalogue catalogue, Ears ears) {
        this(settings, catalogue, ears, new PaperExchange(settings.paper()));
    }

    private PaperConnection(Settings settings, IndicationCatalogue catalogue, Ears ears, PaperExchange exchange) {
        this(
                settings,
                catalogue,
                ears,
                exchange,
                new OrderDesk(
                        settings.id(),
                        settings.desk(),
                        new ClientOrderIds(settings.installation(), settings.id(), 0),
                        exchange,
                        ears.intents(),
                        ears.execution()));
    }

    private PaperConnection(
            Settings settings, IndicationCatalogue catalogue, Ears ears, PaperExchange exchange, OrderDesk desk) {
        this.settings = settings;
        this.exchange = exchange;
        this.desk = desk;
        engine = new TradeEngine(
                settings.instrument(),
                settings.virtual(),
                catalogue,
                desk,
                ears.engine(),
                ears.positions(),
                ears.nanoTime());
    }

    /** The exchange is part of the state: it was there all the time. */
    @Override
    public void connect() {}

    /**
     * A trade: first the exchange sees it, then the desk, then virtual trading. The exchange answers before a set asks for
     * its leg: otherwise after each pause of the market the balance would be too old, or not, by when it was last asked for.
     */
    @Override
    public void onTick(long tickTime, double price) {
        time = tickTime;
        exchange.onPrice(tickTime, settings.instrument().symbol(), Price.of(price));
        exchange.drainTo(engine);
        engine.onPrice(tickTime, price);
        exchange.drainTo(engine);
        engine.onTick(tickTime, price);
        exchange.drainTo(engine);
        engine.finishStop();
    }

    @Override
    public void onExchangeEvent(ExchangeEvent event) {
        throw new IllegalStateException("a paper exchange says what it says inside, so it cannot be told " + event);
    }

    @Override
    public void onIntentDurable(ClientOrderId id) {
        engine.onIntentDurable(time, id);
        exchange.drainTo(engine);
    }

    @Override
    public void onIntentFailed(ClientOrderId id, String why) {
        engine.onIntentFailed(time, id, why);
        exchange.drainTo(engine);
    }

    @Override
    public void start(long epoch, String cause) {
        engine.start(time, epoch, cause);
        exchange.drainTo(engine);
    }

    @Override
    public void recover(long epoch) {
        engine.recover(time, epoch);
        exchange.drainTo(engine);
    }

    @Override
    public void moveTo(String installation) {
        desk.moveTo(installation);
    }

    @Override
    public void pause(String cause) {
        engine.pause(time, cause);
    }

    @Override
    public void resume(String cause) {
        engine.resume(time, cause);
        exchange.drainTo(engine);
    }

    @Override
    public void stop(String cause) {
        engine.stop(time, cause);
    }

    @Override
    public void emergencyStop(boolean closePositions, String cause) {
        engine.emergencyStop(time, closePositions, cause);
        exchange.drainTo(engine);
        engine.finishStop();
    }

    @Override
    public TradeEngine engine() {
        return engine;
    }

    public PaperExchange exchange() {
        return exchange;
    }

    @Override
    public Amount equity() {
        return exchange.equity();
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(time);
        exchange.save(out);
        desk.save(out);
        engine.save(out);
    }

    /** Reads what {@link #save} wrote. */
    public static PaperConnection load(DataInput in, Settings settings, IndicationCatalogue catalogue, Ears ears)
            throws IOException {
        long time = in.readLong();
        PaperExchange exchange = PaperExchange.load(in, settings.paper());
        OrderDesk desk = OrderDesk.load(in, settings.id(), settings.desk(), exchange, ears.intents(), ears.execution());
        PaperConnection connection = new PaperConnection(settings, catalogue, ears, exchange, desk);
        connection.engine.load(in);
        connection.time = time;
        return connection;
    }
}
