package cts.execution;

import cts.exchange.Fill;
import cts.execution.LedgerEntry.Kind;
import cts.market.Direction;
import cts.money.Amount;
import cts.money.Price;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The positions of a connection: fills go in, and come out as quantities, results and ledger entries. A leg holds at
 * most one position that is not closed. Closed ones are remembered for late fills.
 */
final class Positions {

    private static final int MOST_CLOSED = 10_000;

    private final String connection;
    private final Account account;
    private final LastPrices prices;
    private final ExecutionJournal journal;
    private final Map<String, ExchangePosition> open = new LinkedHashMap<>();
    private final Map<String, ExchangePosition> closed = new LinkedHashMap<>();
    private final Map<String, List<ExchangePosition>> bySymbol = new LinkedHashMap<>();

    Positions(String connection, Account account, LastPrices prices, ExecutionJournal journal) {
        this.connection = connection;
        this.account = account;
        this.prices = prices;
        this.journal = journal;
    }

    ExchangePosition open(OrderIntent entry) {
        ExchangePosition position = new ExchangePosition(entry);
        insert(position);
        changed(position);
        return position;
    }

    /** Counts a fill of an order of the position: its result and its fee go to the ledger. */
    void count(ExchangePosition position, DeskOrder order, Fill fill) {
        boolean wasClosed = position.isClosed();
        Amount result = order.intent().purpose() == Purpose.ENTRY ? position.enter(fill) : position.exit(fill);
        String quote = position.instrument().quote();
        account.post(fill.time(), quote, Kind.REALISED, result, fill.venueFillId());
        account.post(fill.time(), fill.feeAsset(), Kind.FEE, fill.fee().negated(), fill.venueFillId());
        if (fill.feeAsset().equals(quote)) {
            position.pay(fill.fee());
        }
        if (wasClosed && !position.isClosed()) {
            closed.remove(position.id());
            insert(position);
        }
        journal.onFill(fill, order.intent());
        changed(position);
    }

    void close(ExchangePosition position, long time) {
        position.close(time);
        open.remove(position.id());
        bySymbol.getOrDefault(position.leg().symbol(), new ArrayList<>()).remove(position);
        closed.put(position.id(), position);
        changed(position);
    }

    Optional<ExchangePosition> find(String id) {
        return Optional.ofNullable(open.get(id)).or(() -> Optional.ofNullable(closed.get(id)));
    }

    /** The position that holds a leg. */
    Optional<ExchangePosition> holder(String symbol, Direction direction) {
        return ofSymbol(symbol).stream()
                .filter(position -> position.direction() == direction)
                .findFirst();
    }

    /** Those that are not closed, in the order of their decisions. */
    Collection<ExchangePosition> open() {
        return open.values();
    }

    /** Those of a symbol that are not closed. */
    List<ExchangePosition> ofSymbol(String symbol) {
        return bySymbol.getOrDefault(symbol, List.of());
    }

    Amount unrealised() {
        Amount sum = Amount.ZERO;
        for (ExchangePosition position : open.values()) {
            if (!position.quantity().isZero()) {
                Optional<Price> price = prices.of(position.leg().symbol());
                sum = sum.plus(price.map(position::unrealised).orElse(Amount.ZERO));
            }
        }
        return sum;
    }

    /** Forgets what was closed long ago. */
    void forget(long time, long keep) {
        Iterator<ExchangePosition> oldest = closed.values().iterator();
        while (oldest.hasNext()) {
            ExchangePosition position = oldest.next();
            if (closed.size() <= MOST_CLOSED && time - position.closedAt() < keep) {
                break;
            }
            oldest.remove();
        }
    }

    PositionRecord record(ExchangePosition position) {
        return position.record(prices.of(position.leg().symbol()));
    }

    void changed(ExchangePosition position) {
        journal.onPosition(record(position));
    }

    Leg leg(String symbol, Direction direction) {
        return new Leg(connection, symbol, direction);
    }

    private void insert(ExchangePosition position) {
        open.put(position.id(), position);
        bySymbol.computeIfAbsent(position.leg().symbol(), symbol -> new ArrayList<>(2))
                .add(position);
    }

    void save(DataOutput out) throws IOException {
        for (Map<String, ExchangePosition> positions : List.of(open, closed)) {
            out.writeInt(positions.size());
            for (ExchangePosition position : positions.values()) {
                position.save(out);
            }
        }
    }

    void restore(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            insert(ExchangePosition.load(in));
        }
        for (int left = in.readInt(); left > 0; left--) {
            ExchangePosition position = ExchangePosition.load(in);
            closed.put(position.id(), position);
        }
    }
}
