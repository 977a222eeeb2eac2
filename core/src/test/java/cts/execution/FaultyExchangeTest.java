package cts.execution;

import static org.assertj.core.api.Assertions.assertThat;

import cts.exchange.ClientOrderId;
import cts.exchange.ClientOrderIds;
import cts.exchange.OrderRecord;
import cts.exchange.Samples;
import cts.market.Direction;
import cts.market.Instrument;
import cts.money.Amount;
import cts.money.Percent;
import cts.money.Price;
import cts.money.Quantity;
import cts.simulation.ScriptedExchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whole lives of a desk on an exchange that misbehaves by a seed; what must always hold is checked after each step. */
final class FaultyExchangeTest {

    private static final int SEEDS = 240;
    private static final int STEPS = 900;
    private static final String CONNECTION = "c1";
    private static final List<Instrument> INSTRUMENTS =
            List.of(Samples.BTC, Samples.ETH, Samples.perpetual("SOLUSDT", "SOL", "0.01", "0.1"));

    @Test
    void moneyAndProtectionHoldWhateverTheExchangeDoes() throws IOException {
        int fills = 0;
        int closed = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Life life = new Life(seed);
            life.run();
            fills += life.exchange.fillCount();
            closed += life.journal.positions.size();
        }
        assertThat(fills).isGreaterThan(SEEDS * 10);
        assertThat(closed).isGreaterThan(SEEDS * 5);
    }

    private static final class Life {
        final long seed;
        final SplittableRandom random;
        final ScriptedExchange exchange;
        final CollectedJournal journal = new CollectedJournal();
        final Map<OrderIntent, Long> pending = new LinkedHashMap<>();
        final Map<ClientOrderId, OrderIntent> written = new LinkedHashMap<>();
        final Set<ClientOrderId> durable = new HashSet<>();
        final Map<String, Double> prices = new HashMap<>();
        final Map<String, Long> bareSince = new HashMap<>();
        final DeskSettings settings;
        OrderDesk desk;
        boolean faults = true;
        long now = 1_700_000_000_000L;
        long reconnectAt = Long.MAX_VALUE;
        long epoch = 1;

        Life(long seed) {
            this.seed = seed;
            this.random = new SplittableRandom(seed);
            this.exchange = new ScriptedExchange(random.split(), random.nextBoolean());
            DeskSettings defaults = DeskSettings.paperDefaults();
            VolumeSettings volume = new VolumeSettings(
                    Percent.of("3"), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.valueOf(3), true);
            this.settings = new DeskSettings(volume, defaults.risk(), defaults.timings());
            this.desk = new OrderDesk(
                    CONNECTION, settings, new ClientOrderIds("home", CONNECTION, 0), exchange, this::write, journal);
            prices.put("BTCUSDT", 50_000.0);
            prices.put("ETHUSDT", 2_000.0);
            prices.put("SOLUSDT", 100.0);
        }

        void run() throws IOException {
            desk.start(now, epoch, List.of());
            INSTRUMENTS.forEach(instrument -> desk.prepare(now, instrument));
            for (int step = 0; step < STEPS; step++) {
                step();
                act();
                check();
            }
            calm();
            for (int step = 0; step < 300; step++) {
                step();
                check();
            }
            checkAgainstTheTruth();
            desk.emergencyClose(now);
            for (int step = 0; step < 400; step++) {
                step();
                check();
            }
            checkTheEnd();
        }

        void step() {
            now += random.nextLong(50, 700);
            if (now >= reconnectAt) {
                reconnectAt = Long.MAX_VALUE;
                exchange.reconnect(now);
            }
            Instrument instrument = INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size()));
            double move = 1 + (random.nextDouble() - 0.5) * 0.006;
            Price price = Price.of(prices.getOrDefault(instrument.symbol(), 1.0) * move)
                    .toTick(instrument.tickSize(), cts.money.Rounding.DOWN);
            prices.put(instrument.symbol(), price.toDouble());
            exchange.onPrice(now, instrument.symbol(), price);
            exchange.deliver(now, desk);
            settleIntents();
            desk.onPrice(now, instrument.symbol(), price.toDouble());
            exchange.deliver(now, desk);
        }

        void act() throws IOException {
            int dice = random.nextInt(1_000);
            if (dice < 250) {
                open();
            } else if (dice < 255 && exchange.isConnected()) {
                exchange.disconnect(now);
                reconnectAt = now + random.nextLong(500, 15_000);
            } else if (dice < 260) {
                desk.positions().stream().findFirst().ifPresent(position -> desk.close(now, position.id()));
            } else if (dice < 263) {
                desk.emergencyStop(now);
            } else if (dice < 265) {
                desk.emergencyClose(now);
            } else if (dice < 285) {
                desk.resume(now);
            } else if (dice < 289) {
                desk.pause(now);
            } else if (dice < 294) {
                restart();
            }
        }

        void open() {
            Instrument instrument = INSTRUMENTS.get(random.nextInt(INSTRUMENTS.size()));
            Optional<Trailing> trailing = random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(new Trailing(Percent.of("0.3"), Percent.of("0.2")));
            ExitPlan plan = new ExitPlan(
                    Percent.of(random.nextBoolean() ? "0.6" : "2"),
                    Percent.of(random.nextBoolean() ? "0.4" : "1"),
                    trailing,
                    random.nextInt(4) == 0 ? 20_000 : 0);
            desk.open(new OpenRequest(
                    "set-" + seed,
                    instrument,
                    random.nextBoolean() ? Direction.LONG : Direction.SHORT,
                    Price.of(prices.getOrDefault(instrument.symbol(), 1.0)),
                    plan,
                    Mode.LIVE,
                    BigDecimal.ONE,
                    now));
        }

        void write(OrderIntent intent) {
            written.put(intent.id(), intent);
            pending.put(intent, now + (faults ? random.nextLong(0, 900) : 0));
        }

        void settleIntents() {
            List<OrderIntent> due = new ArrayList<>();
            for (Iterator<Map.Entry<OrderIntent, Long>> all = pending.entrySet().iterator(); all.hasNext(); ) {
                Map.Entry<OrderIntent, Long> each = all.next();
                if (each.getValue() <= now) {
                    due.add(each.getKey());
                    all.remove();
                }
            }
            for (OrderIntent intent : due) {
                if (faults && random.nextInt(50) == 0) {
                    desk.onIntentFailed(now, intent.id(), "disk full");
                } else {
                    durable.add(intent.id());
                    desk.onIntentDurable(now, intent.id());
                }
            }
        }

        /** A crash and a restart from the state of this moment; word of intents under way is lost. */
        void restart() throws IOException {
            byte[] saved = saved(desk);
            desk = OrderDesk.load(
                    new DataInputStream(new ByteArrayInputStream(saved)),
                    CONNECTION,
                    settings,
                    exchange,
                    this::write,
                    journal);
            assertThat(saved(desk)).as(name()).isEqualTo(saved);
            pending.clear();
            desk.start(
                    now,
                    ++epoch,
                    List.copyOf(written.values()).subList(Math.max(0, written.size() - 3), written.size()));
            INSTRUMENTS.forEach(instrument -> desk.prepare(now, instrument));
        }

        void calm() {
            faults = false;
            exchange.calm();
            if (!exchange.isConnected()) {
                reconnectAt = Long.MAX_VALUE;
                exchange.reconnect(now);
            }
            desk.resume(now);
        }

        void check() {
            assertThat(exchange.violations()).as(name()).isEmpty();
            assertThat(journal.sum()).as(name()).isEqualTo(desk.balance());
            Map<String, OrderRecord> open = new HashMap<>();
            desk.orders().forEach(order -> open.put(order.request().id().value(), order));
            open.values()
                    .forEach(order -> assertThat(
                                    !exchange.wasPlaced(order.request().id())
                                            || durable.contains(order.request().id()))
                            .as("%s: %s was sent before its intent was durable", name(), order)
                            .isTrue());
            for (PositionRecord position : desk.positions()) {
                assertThat(position.quantity())
                        .as("%s: %s", name(), position.leg())
                        .isEqualTo(journal.made(position.id()));
                checkProtection(position, open);
            }
        }

        boolean isWritten(OrderIntent intent) {
            return durable.contains(intent.id()) || durable.contains(new ClientOrderId(intent.positionId()));
        }

        void checkProtection(PositionRecord position, Map<String, OrderRecord> open) {
            boolean isHeld = !position.quantity().isZero();
            boolean isStopped = position.stopOrder()
                    .flatMap(id -> Optional.ofNullable(open.get(id.value())))
                    .filter(stop -> stop.state().isStanding())
                    .filter(stop -> !stop.quantity().minus(stop.filled()).isBelow(position.quantity()))
                    .isPresent();
            boolean isClosing = open.values().stream()
                    .anyMatch(order -> order.request().instrument().equals(position.instrument())
                            && order.request().reduceOnly()
                            && !order.request().type().isTrigger());
            if (!isHeld || isStopped || isClosing || !exchange.isConnected()) {
                bareSince.remove(position.id());
                return;
            }
            long since = bareSince.computeIfAbsent(position.id(), id -> now);
            assertThat(now - since)
                    .as("%s: %s stands bare since %d: %s", name(), position.leg(), since, position)
                    .isLessThan(4_000);
        }

        void checkAgainstTheTruth() {
            for (Instrument instrument : INSTRUMENTS) {
                BigDecimal ours = desk.positions().stream()
                        .filter(position -> position.instrument().equals(instrument))
                        .map(position -> position.leg().direction() == Direction.LONG
                                ? position.quantity().value()
                                : position.quantity().value().negate())
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                assertThat(ours)
                        .as("%s: %s %s", name(), instrument.symbol(), desk.orders())
                        .isEqualByComparingTo(exchange.held(instrument.symbol()));
            }
            assertThat(desk.isReconciled()).as(name()).isTrue();
        }

        void checkTheEnd() {
            assertThat(desk.positions()).as("%s: %s", name(), desk.orders()).isEmpty();
            assertThat(desk.orders()).as(name()).isEmpty();
            assertThat(exchange.openOrders()).as(name()).isZero();
            INSTRUMENTS.forEach(instrument ->
                    assertThat(exchange.held(instrument.symbol())).as(name()).isEqualByComparingTo(BigDecimal.ZERO));
            assertThat(desk.frozen()).as(name()).isEmpty();
            assertThat(journal.sum(LedgerEntry.Kind.ADJUSTMENT)).as(name()).isEqualTo(Amount.ZERO);
            assertThat(desk.balance()).as(name()).isEqualTo(exchange.balance()).isEqualTo(exchange.cash());
            assertThat(journal.fills).as(name()).hasSize(exchange.fillCount());
            assertThat(journal.fills.values()).as(name()).allMatch(this::isWritten);
            for (PositionRecord position : journal.positions.values()) {
                assertThat(position.status()).as(name()).isEqualTo(PositionStatus.CLOSED);
                assertThat(position.quantity()).as(name()).isEqualTo(Quantity.ZERO);
            }
        }

        String name() {
            return "seed " + seed + " at " + now;
        }

        static byte[] saved(OrderDesk desk) throws IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            desk.save(new DataOutputStream(bytes));
            return bytes.toByteArray();
        }
    }
}
