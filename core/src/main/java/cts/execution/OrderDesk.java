package cts.execution;

import cts.exchange.ClientOrderId;
import cts.exchange.ClientOrderIds;
import cts.exchange.Exchange;
import cts.exchange.ExchangeEvent;
import cts.exchange.ExchangeListener;
import cts.exchange.OrderRecord;
import cts.market.Instrument;
import cts.money.Amount;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The order desk of one connection: it owns the connection's orders, legs, exchange positions and money, from the
 * request of a set to the closed position. The package description tells the life of an order.
 *
 * <p>All times are event times in ms UTC; time that runs backwards counts as standing still. One loop owns the desk; no
 * call blocks.
 */
public final class OrderDesk implements ExchangeListener {

    private static final long TEND_INTERVAL = 100;

    private final Exchange exchange;
    private final ExecutionJournal journal;
    private final String connection;
    private final ClientOrderIds ids;
    private final LastPrices prices;
    private final Account account;
    private final Positions positions;
    private final Orders orders;
    private final EntryChecks checks;
    private final Protector protector;
    private final Reconciliation reconciliation;
    private final Entries entries;
    private final Bookkeeping books;
    private final OrderAnswers answers;
    private final IntentAnswers intents;
    private DeskSettings settings;
    private TradingState state = TradingState.TRADING;
    private long now = Long.MIN_VALUE;
    private long tendAt = Long.MIN_VALUE;

    /**
     * A desk that has traded nothing yet. It opens nothing before {@link #start}.
     *
     * @param connection id of the connection
     */
    public OrderDesk(
            String connection,
            DeskSettings settings,
            ClientOrderIds ids,
            Exchange exchange,
            IntentLog intents,
            ExecutionJournal journal) {
        this(connection, settings, ids, new LastPrices(), new Account(journal), exchange, intents, journal);
    }

    private OrderDesk(
            String connection,
            DeskSettings settings,
            ClientOrderIds ids,
            LastPrices prices,
            Account account,
            Exchange exchange,
            IntentLog log,
            ExecutionJournal journal) {
        this.settings = settings;
        this.connection = connection;
        this.ids = ids;
        this.prices = prices;
        this.account = account;
        this.exchange = exchange;
        this.journal = journal;
        this.positions = new Positions(connection, account, prices, journal);
        this.orders = new Orders(exchange, log, journal, settings.timings());
        this.checks = new EntryChecks(account, positions, orders, prices, settings);
        this.protector = new Protector(orders, positions, prices, ids, journal, settings.timings());
        this.reconciliation = new Reconciliation(exchange, orders, positions, ids, journal);
        this.entries = new Entries(exchange, orders, positions, checks, reconciliation, prices, ids, journal, settings);
        this.books = new Bookkeeping(exchange, account, positions, orders, checks);
        this.answers = new OrderAnswers(orders);
        this.intents = new IntentAnswers(orders, entries);
    }

    /**
     * Begins, or begins again after a restart: asks the exchange about every order without a known end, its positions,
     * its open orders and the balance. Until all that is answered nothing opens.
     *
     * @param epoch the fencing epoch of this start
     * @param openIntents intents that storage has and whose orders have no known end; those the desk knows are skipped
     */
    public void start(long time, long epoch, List<OrderIntent> openIntents) {
        advance(time);
        ids.beginEpoch(epoch);
        for (OrderIntent intent : openIntents) {
            if (orders.find(intent.id()).isEmpty()) {
                entries.adopt(intent, now);
            }
        }
        orders.recover(now);
        reconcile();
    }

    /** Whether orders get the ids of this installation. */
    public boolean isOf(String installation) {
        return ids.isOf(installation, connection);
    }

    /** Orders get the ids of another installation from now on; those that are known stay ours. */
    public void moveTo(String installation) {
        ids.moveTo(installation, connection);
    }

    /** Prepares a symbol for trading: its leverage is set, and until the exchange confirms it nothing opens there. */
    public void prepare(long time, Instrument instrument) {
        advance(time);
        if (instrument.kind() == Instrument.Kind.PERPETUAL) {
            exchange.setLeverage(instrument, settings.risk().leverage());
        }
    }

    /** A set wants a position: it is checked, sized, and its intent written; or refused, with the reason. */
    public OpenOutcome open(OpenRequest request) {
        advance(request.time());
        books.observe(now);
        return entries.open(request, state);
    }

    /** A trade happened on the symbol. */
    public void onPrice(long time, String symbol, double price) {
        advance(time);
        prices.put(time, symbol, price);
        for (ExchangePosition position : List.copyOf(positions.ofSymbol(symbol))) {
            if (!position.quantity().isZero() && position.touch(price)) {
                protector.review(now, position);
            }
        }
        tendIfDue();
    }

    /** Time passed, perhaps without a price. */
    public void onTimer(long time) {
        advance(time);
        tendIfDue();
    }

    /** The intent of an order is durable: the order is sent, unless the reason for it is gone. */
    public void onIntentDurable(long time, ClientOrderId id) {
        advance(time);
        intents.durable(id, state, now).ifPresent(this::reviewOf);
    }

    /** The intent of an order could not be written: the order is not sent. */
    public void onIntentFailed(long time, ClientOrderId id, String why) {
        advance(time);
        intents.failed(id, why, now).ifPresent(order -> {
            notice(order.intent().leg().symbol(), Notice.Kind.ORDER_FAILED, "order " + id + " was not sent: " + why);
            positions.find(order.intent().positionId()).ifPresent(position -> protector.notSent(now, position, order));
            reviewOf(order);
        });
    }

    @Override
    public void onExchangeEvent(ExchangeEvent event) {
        advance(event.time());
        switch (event) {
            case ExchangeEvent.OrderEvent about -> onOrderEvent(about);
            case ExchangeEvent.BalanceReport report -> books.onBalance(report, now);
            case ExchangeEvent.PositionsReport report -> reconciliation.onPositions(report);
            case ExchangeEvent.OpenOrdersReport report -> reconciliation.onOpenOrders(report);
            case ExchangeEvent.Funding funding -> books.onFunding(funding);
            case ExchangeEvent.LeverageSet set -> checks.onLeverage(set.symbol(), set.leverage());
            case ExchangeEvent.LeverageRejected rejected ->
                notice(
                        rejected.symbol(),
                        Notice.Kind.ORDER_FAILED,
                        "leverage " + rejected.leverage() + " was refused for " + rejected.symbol() + ": "
                                + rejected.reason());
            case ExchangeEvent.Disconnected lost -> {
                orders.onDisconnected(now, lost.reason());
                notice("", Notice.Kind.CONNECTION, "the connection was lost: " + lost.reason());
            }
            case ExchangeEvent.Reconnected back -> {
                notice("", Notice.Kind.CONNECTION, "the connection is back; every open order is being asked about");
                orders.onReconnected(now);
                reconcile();
            }
        }
        completeReconciliation();
    }

    /** Closes a position at market, by a person's wish. Nothing happens if there is no such open position. */
    public void close(long time, String positionId) {
        advance(time);
        positions.find(positionId).ifPresent(position -> end(position, CloseReason.MANUAL));
    }

    /** Opens nothing until {@link #resume}; exits go on. */
    public void pause(long time) {
        advance(time);
        if (state == TradingState.TRADING) {
            state = TradingState.PAUSED;
        }
    }

    /** Trades again after a pause or an emergency stop. */
    public void resume(long time) {
        advance(time);
        state = TradingState.TRADING;
    }

    /** Opens nothing from now on and cancels entries that are under way; positions stay under their stops. */
    public void emergencyStop(long time) {
        advance(time);
        state = TradingState.EMERGENCY_STOPPED;
        notice("", Notice.Kind.CONNECTION, "emergency stop: nothing opens until trading is resumed");
        List.copyOf(orders.open()).stream()
                .filter(order -> order.intent().purpose() == Purpose.ENTRY)
                .forEach(order -> orders.cancel(order, now));
        reviewAll();
    }

    /** An emergency stop that also closes our own quantity, and no one else's, by orders that only reduce. */
    public void emergencyClose(long time) {
        emergencyStop(time);
        List.copyOf(positions.open()).forEach(position -> end(position, CloseReason.EMERGENCY));
    }

    /** Lets a frozen symbol trade again; {@code who} is written down. */
    public void unfreeze(long time, String symbol, String who) {
        advance(time);
        reconciliation.unfreeze(now, symbol, who);
    }

    /** Takes new settings at once. */
    public void configure(DeskSettings newSettings) {
        settings = newSettings;
        orders.configure(newSettings.timings());
        protector.configure(newSettings.timings());
        checks.configure(newSettings);
        entries.configure(newSettings);
    }

    public TradingState state() {
        return state;
    }

    /** Whether our records were compared with the exchange's since the start or the last reconnection. */
    public boolean isReconciled() {
        return reconciliation.isComplete();
    }

    /**
     * Whether nothing is on its way and nothing is left to do: every order is a standing stop or take profit, and all that
     * is held is under a confirmed stop.
     */
    public boolean isAtRest() {
        return orders.open().stream().allMatch(DeskOrder::isAtRest)
                && positions.open().stream().allMatch(ExchangePosition::isAtRest);
    }

    /** Balance of the trading asset, as our ledger adds up. */
    public Amount balance() {
        return account.balance();
    }

    /** Balance and unrealised results at the last prices. */
    public Amount equity() {
        return checks.equity();
    }

    /** The positions that are not closed, in the order of their decisions. */
    public List<PositionRecord> positions() {
        return positions.open().stream().map(positions::record).toList();
    }

    /** The orders that are live or being asked about. */
    public List<OrderRecord> orders() {
        return orders.open().stream().map(order -> order.order().record()).toList();
    }

    /** The frozen symbols, each with the reason. */
    public Map<String, String> frozen() {
        return reconciliation.frozen();
    }

    /** The positions that are not ours. */
    public Map<Leg, ExchangeEvent.VenuePosition> foreign() {
        return reconciliation.foreign();
    }

    private void onOrderEvent(ExchangeEvent.OrderEvent event) {
        Optional<DeskOrder> order = orders.find(event.orderId());
        if (order.isEmpty()) {
            reconciliation.onStranger(now, event);
            return;
        }
        answers.onEvent(order.get(), event, books::count);
        reviewOf(order.get());
    }

    private void end(ExchangePosition position, CloseReason reason) {
        protector.beginClose(now, position, reason);
        protector.review(now, position);
    }

    private void reviewOf(DeskOrder order) {
        positions.find(order.intent().positionId()).ifPresent(position -> protector.review(now, position));
    }

    private void reviewAll() {
        List.copyOf(positions.open()).forEach(position -> protector.review(now, position));
    }

    private void reconcile() {
        reconciliation.begin(now);
        books.askBalance(now);
    }

    private void tendIfDue() {
        if (now < tendAt) {
            return;
        }
        tendAt = now + TEND_INTERVAL;
        orders.tend(now);
        reviewAll();
        reconciliation.freezeUnmatched(now);
        positions.forget(now, settings.timings().keepEnded());
        books.tend(now);
        completeReconciliation();
    }

    private void completeReconciliation() {
        if (reconciliation.tend(now, account.isRead(), settings.timings().positions())) {
            notice("", Notice.Kind.CONNECTION, "our orders and positions agree with the exchange's");
        }
    }

    private void advance(long time) {
        now = Math.max(now, time);
    }

    private void notice(String symbol, Notice.Kind kind, String sentence) {
        journal.onNotice(new Notice(now, symbol, kind, sentence));
    }

    /** Writes the complete state, bit for bit, for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        ids.save(out);
        prices.save(out);
        account.save(out);
        positions.save(out);
        orders.save(out);
        checks.save(out);
        reconciliation.save(out);
        books.save(out);
        out.writeUTF(state.name());
        out.writeLong(now);
        out.writeLong(tendAt);
    }

    /**
     * Reads what {@link #save} wrote: a desk that goes on exactly as the saved one would. After a restart call {@link
     * #start} before trading.
     */
    public static OrderDesk load(
            DataInput in,
            String connection,
            DeskSettings settings,
            Exchange exchange,
            IntentLog intents,
            ExecutionJournal journal)
            throws IOException {
        ClientOrderIds ids = ClientOrderIds.load(in);
        LastPrices prices = LastPrices.load(in);
        Account account = Account.load(in, journal);
        OrderDesk desk = new OrderDesk(connection, settings, ids, prices, account, exchange, intents, journal);
        desk.positions.restore(in);
        desk.orders.restore(in);
        desk.checks.restore(in);
        desk.reconciliation.restore(in);
        desk.books.restore(in);
        desk.state = TradingState.valueOf(in.readUTF());
        desk.now = in.readLong();
        desk.tendAt = in.readLong();
        return desk;
    }
}
