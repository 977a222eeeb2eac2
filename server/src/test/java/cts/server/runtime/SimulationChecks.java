package cts.server.runtime;

import static cts.server.storage.schema.Tables.ACTIVE_EXCHANGE_POSITIONS;
import static cts.server.storage.schema.Tables.FILLS;
import static cts.server.storage.schema.Tables.LEDGER_ENTRIES;
import static cts.server.storage.schema.Tables.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import cts.exchange.ClientOrderId;
import cts.exchange.OrderRecord;
import cts.execution.OrderDesk;
import cts.execution.PositionRecord;
import cts.execution.PositionStatus;
import cts.market.Direction;
import cts.money.Amount;
import cts.money.Quantity;
import cts.server.storage.Database;
import cts.simulation.ScriptedExchange;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Table;

/** What must always hold, and what must hold at the end. One thread. */
final class SimulationChecks {
    /** 2 s, and as long as the next price may take to come. */
    private static final long MOST_BARE = 2_000 + SimulatedRun.MOST_BETWEEN_TICKS;

    private final ScriptedExchange exchange;
    private final Map<String, Long> bareSince = new HashMap<>();

    SimulationChecks(ScriptedExchange exchange) {
        this.exchange = exchange;
    }

    /** Time in which nothing could be done about protection does not count. */
    void excuse() {
        bareSince.clear();
    }

    /** After every step. */
    void always(OrderDesk desk, Book book, long now, String name) {
        assertThat(exchange.violations()).as(name).isEmpty();
        assertThat(desk.balance()).as(name).isEqualTo(book.sum());
        Map<ClientOrderId, OrderRecord> open = new HashMap<>();
        for (OrderRecord order : desk.orders()) {
            assertThat(open.put(order.request().id(), order))
                    .as("%s: a second order of intent %s", name, order)
                    .isNull();
        }
        for (PositionRecord position : desk.positions()) {
            assertThat(book.isDecided(position.id()))
                    .as("%s: the decision of %s", name, position)
                    .isTrue();
            assertThat(position.quantity())
                    .as("%s: %s against its fills", name, position)
                    .isEqualTo(book.made(position.id()));
            protection(position, open, now, name);
        }
    }

    private void protection(PositionRecord position, Map<ClientOrderId, OrderRecord> open, long now, String name) {
        boolean isProtected = position.stopOrder()
                .map(open::get)
                .filter(stop -> stop.state().isStanding())
                .filter(stop -> !stop.quantity().minus(stop.filled()).isBelow(position.quantity()))
                .isPresent();
        boolean isClosing = open.values().stream()
                .anyMatch(order ->
                        order.request().reduceOnly() && !order.request().type().isTrigger());
        if (position.quantity().isZero() || isProtected || isClosing) {
            bareSince.remove(position.id());
            return;
        }
        long since = bareSince.computeIfAbsent(position.id(), id -> now);
        assertThat(now - since)
                .as("%s: %s is bare since %d; orders %s", name, position, since, open.values())
                .isLessThanOrEqualTo(MOST_BARE);
    }

    /** Once all is calm: the desk has what the exchange has. */
    void agreement(OrderDesk desk, String name) {
        BigDecimal ours = desk.positions().stream()
                .map(position -> position.leg().direction() == Direction.LONG
                        ? position.quantity().value()
                        : position.quantity().value().negate())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(ours).as("%s: %s", name, desk.orders()).isEqualByComparingTo(exchange.held(SimulatedEngine.SYMBOL));
        assertThat(desk.isReconciled()).as(name).isTrue();
        assertThat(desk.frozen()).as(name).isEmpty();
    }

    /** Once everything is closed and committed. */
    void end(OrderDesk desk, Book book, Database database, String name) {
        assertThat(desk.positions()).as("%s: %s", name, desk.orders()).isEmpty();
        assertThat(desk.orders()).as(name).isEmpty();
        assertThat(exchange.openOrders()).as(name).isZero();
        assertThat(exchange.held(SimulatedEngine.SYMBOL)).as(name).isEqualByComparingTo(BigDecimal.ZERO);
        assertThat(book.isAdjusted()).as(name).isFalse();
        assertThat(desk.balance()).as(name).isEqualTo(exchange.balance()).isEqualTo(exchange.cash());
        assertThat(book.fills()).as(name).isEqualTo(exchange.fillCount());
        for (PositionRecord position : book.positions()) {
            assertThat(position.status()).as("%s: %s", name, position).isEqualTo(PositionStatus.CLOSED);
            assertThat(position.quantity()).as("%s: %s", name, position).isEqualTo(Quantity.ZERO);
        }
        stored(book, database, name);
    }

    private void stored(Book book, Database database, String name) {
        assertThat(count(database, FILLS)).as(name).isEqualTo(exchange.fillCount());
        assertThat(count(database, ORDERS, ORDERS.STATE.in("NEW", "SENT", "ACCEPTED", "PARTIAL", "UNKNOWN")))
                .as("%s: orders without an end in the database", name)
                .isZero();
        assertThat(count(database, ACTIVE_EXCHANGE_POSITIONS, ACTIVE_EXCHANGE_POSITIONS.STATUS.ne("closed")))
                .as("%s: positions that are not closed in the database", name)
                .isZero();
        Amount stored = database
                .read(sql ->
                        sql.select(LEDGER_ENTRIES.AMOUNT).from(LEDGER_ENTRIES).fetch(row -> new Amount(row.value1())))
                .stream()
                .reduce(Amount.ZERO, Amount::plus);
        assertThat(stored).as("%s: the ledger in the database", name).isEqualTo(book.sum());
    }

    private static int count(Database database, Table<?> table, Condition... conditions) {
        return database.<Integer>read(sql -> sql.fetchCount(table, conditions));
    }
}
