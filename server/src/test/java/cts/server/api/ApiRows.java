package cts.server.api;

import cts.server.storage.Write;
import cts.server.storage.repository.Connections;
import cts.server.storage.repository.ExchangePositions;
import cts.server.storage.repository.Fills;
import cts.server.storage.repository.Ledger;
import cts.server.storage.repository.OrderIntents;
import cts.server.storage.repository.Orders;
import cts.server.storage.repository.PseudoPositions;
import cts.server.storage.repository.RealPseudoPositions;
import cts.server.storage.repository.Sets;
import cts.server.storage.repository.Users;
import cts.server.storage.repository.Verdicts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Rows behind the interface: a shared connection with a set that went all the way, and one of another user. */
final class ApiRows {
    private ApiRows() {}

    /** Writes them all. */
    static void fill(ApiFixture fixture) {
        new Users(fixture.database)
                .save(new Users.Row(
                        "system",
                        "system",
                        Optional.empty(),
                        Optional.empty(),
                        "viewer",
                        true,
                        Optional.empty(),
                        Optional.empty(),
                        1,
                        1,
                        Optional.empty()));
        Connections connections = new Connections(fixture.database);
        connections.save(connection(FakeTrading.CONNECTION, "replay", true));
        connections.save(connection(FakeTrading.HIDDEN, "private", false));
        List<Write<?>> rows = List.of(
                Sets.write(set(FakeTrading.SET, "6", "0.5", "0.3", "0.1", "exchange", 40, 20)),
                Sets.write(set("set-2", "6", "0.5", "0", "0", "base", 10, -5)),
                Sets.write(set("set-3", "8", "0.5", "0", "0", "main", 10, 5)),
                Sets.write(set("set-4", "8", "0.7", "0", "0", "base", 0, 0)),
                PseudoPositions.write(pseudo("pseudo-1", "open")),
                PseudoPositions.write(pseudo("pseudo-2", "closed")),
                RealPseudoPositions.write(real()),
                ExchangePositions.write(exchange("exchange-1", "open")),
                ExchangePositions.write(exchange("exchange-2", "closed")),
                OrderIntents.write(intent()),
                Orders.write(order()),
                Fills.write(fill()),
                Ledger.write(ledger()),
                Verdicts.write(verdict("verdict-1", "main", "up", 1_000)),
                Verdicts.write(verdict("verdict-2", "risk", "refused", 2_000)));
        for (Write<?> row : rows) {
            if (!fixture.writer.offer(row)) {
                throw new IllegalStateException("not taken: " + row);
            }
        }
        fixture.flush();
        if (fixture.writer.isBehind()) {
            throw new IllegalStateException("refused: " + fixture.writer.health());
        }
    }

    private static Connections.Row connection(String id, String name, boolean shared) {
        return new Connections.Row(
                id,
                "system",
                name,
                "bitstamp",
                "perpetual",
                "paper",
                Optional.of("env:SECRET"),
                Optional.of("fingerprint"),
                "cross",
                "one_way",
                false,
                true,
                shared,
                true,
                true,
                true,
                false,
                Optional.empty(),
                BigDecimal.ONE,
                1,
                "[]",
                "{}",
                "{}",
                "{}",
                "{}",
                Optional.of(11L),
                Optional.of("passed"),
                Optional.empty(),
                Optional.empty(),
                "[]",
                200,
                1,
                1,
                Optional.empty());
    }

    static Sets.Row set(
            String id,
            String takeProfit,
            String stopLoss,
            String trailStart,
            String trailStop,
            String level,
            long closed,
            double sumNet) {
        return new Sets.Row(
                id,
                FakeTrading.CONNECTION,
                "bitstamp",
                "BTCUSD",
                "1s",
                "direction",
                "5",
                "LONG",
                money(takeProfit),
                money(stopLoss),
                money(trailStart),
                money(trailStop),
                0,
                money("0.1"),
                money("1"),
                1,
                "costs",
                "",
                2,
                closed == 0 ? "evaluating" : "active",
                level,
                closed + 1,
                closed,
                1,
                closed / 2,
                closed - closed / 2,
                sumNet,
                20,
                -10,
                closed == 0 ? Optional.empty() : Optional.of(0.5),
                Optional.of(0.4),
                closed == 0 ? Optional.empty() : Optional.of(2.0),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1.5,
                2.5,
                60_000,
                120_000,
                "[]",
                Optional.of(90L),
                Optional.of(95L),
                50,
                60,
                Optional.empty());
    }

    private static PseudoPositions.Row pseudo(String id, String status) {
        boolean closed = status.equals("closed");
        return new PseudoPositions.Row(
                id,
                FakeTrading.CONNECTION,
                FakeTrading.SET,
                "BTCUSD",
                "LONG",
                "main",
                100,
                101,
                99,
                101,
                closed ? Optional.of(8.0) : Optional.empty(),
                false,
                status,
                closed ? Optional.of("take_profit") : Optional.empty(),
                closed ? 1_000 : 2_000,
                closed ? Optional.of(1_500L) : Optional.empty());
    }

    private static RealPseudoPositions.Row real() {
        return new RealPseudoPositions.Row(
                "real-1",
                FakeTrading.CONNECTION,
                "pseudo-2",
                FakeTrading.SET,
                "BTCUSD",
                "LONG",
                100,
                Optional.of(101.0),
                Optional.of(8.0),
                "{}",
                "closed",
                1_000,
                Optional.of(1_500L));
    }

    static ExchangePositions.Row exchange(String id, String status) {
        boolean closed = status.equals("closed");
        return new ExchangePositions.Row(
                id,
                FakeTrading.CONNECTION,
                Optional.of("real-1"),
                Optional.of(FakeTrading.SET),
                "order-of-" + id,
                Optional.empty(),
                "BTCUSD",
                "LONG",
                money("0.0150"),
                Optional.of(money("100.25")),
                Optional.empty(),
                closed ? Optional.of(money("101.5")) : Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1,
                Optional.of(money("102")),
                Optional.of(money("98")),
                "confirmed",
                money("0"),
                closed ? money("0.01875") : money("0"),
                money("0.0008"),
                money("0"),
                status,
                "synced",
                closed ? Optional.of("take_profit") : Optional.empty(),
                1_000,
                1_001,
                closed ? Optional.of(1_600L) : Optional.empty());
    }

    private static OrderIntents.Row intent() {
        return new OrderIntents.Row(
                "intent-1",
                FakeTrading.CONNECTION,
                "client-1",
                Optional.of(FakeTrading.SET),
                "BTCUSD",
                "LONG",
                "BUY",
                "MARKET",
                money("0.015"),
                "{}",
                0,
                1_000,
                1_000);
    }

    private static Orders.Row order() {
        return new Orders.Row(
                "order-1",
                FakeTrading.CONNECTION,
                Optional.of("intent-1"),
                Optional.of("exchange-1"),
                "client-1",
                Optional.of("venue-1"),
                "BTCUSD",
                "LONG",
                "BUY",
                "MARKET",
                money("0.015"),
                Optional.empty(),
                Optional.empty(),
                false,
                money("0.015"),
                Optional.of(money("100.25")),
                "FILLED",
                Optional.empty(),
                1_000,
                1_001);
    }

    private static Fills.Row fill() {
        return new Fills.Row(
                "fill-1",
                FakeTrading.CONNECTION,
                "order-1",
                "venue-fill-1",
                "BTCUSD",
                "BUY",
                money("100.25"),
                money("0.015"),
                money("0.00083"),
                "USD",
                false,
                1_000,
                1_001);
    }

    private static Ledger.Row ledger() {
        return new Ledger.Row(
                "entry-1",
                FakeTrading.CONNECTION,
                Optional.empty(),
                Optional.empty(),
                "USD",
                "opening",
                money("10000"),
                money("10000"),
                900,
                1);
    }

    private static Verdicts.Row verdict(String id, String gate, String outcome, long time) {
        boolean refused = outcome.equals("refused");
        return new Verdicts.Row(
                id,
                FakeTrading.CONNECTION,
                Optional.of(FakeTrading.SET),
                Optional.empty(),
                "BTCUSD",
                gate,
                outcome,
                refused ? "LEG_TAKEN" : "base → main",
                refused ? "The leg is taken." : "The gate to Main holds.",
                refused
                        ? "{\"lower bound\":{\"value\":0.25}}"
                        : "{\"last 8 mean\":{\"value\":0.5,\"relation\":\"at least\",\"threshold\":0.4,\"holds\":true}}",
                time);
    }

    private static BigDecimal money(String text) {
        return new BigDecimal(text);
    }
}
