package cts.engine;

import cts.exchange.ClientOrderId;
import cts.exchange.ClientOrderIds;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent;
import cts.execution.DeskSettings;
import cts.execution.OrderDesk;
import cts.indication.IndicationCatalogue;
import cts.market.Instrument;
import cts.money.Amount;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * A connection whose exchange is elsewhere: what that says comes in as events, and what it is told goes out only once the
 * past is restored. Then every order without a known end is asked about, so that nothing is told twice.
 *
 * <p>One loop owns it.
 */
public final class ExchangeConnection implements EngineConnection {

    /**
     * What a connection consists of.
     *
     * @param id of the connection
     * @param installation id of this installation
     */
    public record Settings(
            String id, String installation, Instrument instrument, VirtualSettings virtual, DeskSettings desk) {}

    private final ExchangeGate gate;
    private final OrderDesk desk;
    private final TradeEngine engine;
    private long time;

    /** A stopped connection without a past. */
    public ExchangeConnection(Settings settings, IndicationCatalogue catalogue, Exchange exchange, Ears ears) {
        this(settings, catalogue, ears, new ExchangeGate(exchange));
    }

    private ExchangeConnection(Settings settings, IndicationCatalogue catalogue, Ears ears, ExchangeGate gate) {
        this(
                settings,
                catalogue,
                ears,
                gate,
                new OrderDesk(
                        settings.id(),
                        settings.desk(),
                        new ClientOrderIds(settings.installation(), settings.id(), 0),
                        gate,
                        ears.intents(),
                        ears.execution()));
    }

    private ExchangeConnection(
            Settings settings, IndicationCatalogue catalogue, Ears ears, ExchangeGate gate, OrderDesk desk) {
        this.gate = gate;
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

    @Override
    public void connect() {
        gate.open();
    }

    @Override
    public void onTick(long tickTime, double price) {
        time = tickTime;
        engine.onPrice(tickTime, price);
        engine.onTick(tickTime, price);
        engine.finishStop();
    }

    @Override
    public void onExchangeEvent(ExchangeEvent event) {
        engine.onExchangeEvent(event);
        engine.finishStop();
    }

    @Override
    public void onIntentDurable(ClientOrderId id) {
        engine.onIntentDurable(time, id);
    }

    @Override
    public void onIntentFailed(ClientOrderId id, String why) {
        engine.onIntentFailed(time, id, why);
    }

    @Override
    public void start(long epoch, String cause) {
        engine.start(time, epoch, cause);
    }

    @Override
    public void recover(long epoch) {
        engine.recover(time, epoch);
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
    }

    @Override
    public void stop(String cause) {
        engine.stop(time, cause);
    }

    @Override
    public void emergencyStop(boolean closePositions, String cause) {
        engine.emergencyStop(time, closePositions, cause);
        engine.finishStop();
    }

    @Override
    public TradeEngine engine() {
        return engine;
    }

    @Override
    public Amount equity() {
        return desk.equity();
    }

    @Override
    public long time() {
        return time;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(time);
        desk.save(out);
        engine.save(out);
    }

    /** Reads what {@link #save} wrote. */
    public static ExchangeConnection load(
            DataInput in, Settings settings, IndicationCatalogue catalogue, Exchange exchange, Ears ears)
            throws IOException {
        ExchangeGate gate = new ExchangeGate(exchange);
        long time = in.readLong();
        OrderDesk desk = OrderDesk.load(in, settings.id(), settings.desk(), gate, ears.intents(), ears.execution());
        ExchangeConnection connection = new ExchangeConnection(settings, catalogue, ears, gate, desk);
        connection.engine.load(in);
        connection.time = time;
        return connection;
    }
}
