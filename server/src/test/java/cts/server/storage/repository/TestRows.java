package cts.server.storage.repository;

import cts.server.storage.Database;
import java.math.BigDecimal;
import java.util.Optional;

/** Rows for tests, plain but with every column set to something of its own. */
public final class TestRows {
    private TestRows() {}

    /** A user and a connection that other rows can refer to. */
    public static void connection(Database database, String connectionId) {
        String userId = "user-" + connectionId;
        new Users(database).save(user(userId, "name-" + connectionId));
        new Connections(database).save(connection(connectionId, userId, "paper"));
    }

    static Users.Row user(String id, String username) {
        return new Users.Row(
                id,
                username,
                Optional.of(username + "@example.org"),
                Optional.of("hash"),
                "admin",
                true,
                Optional.empty(),
                Optional.of(7L),
                1,
                2,
                Optional.empty());
    }

    static Connections.Row connection(String id, String userId, String name) {
        return new Connections.Row(
                id,
                userId,
                name,
                "bitstamp",
                "perpetual",
                "paper",
                Optional.of("env:KEY"),
                Optional.of("ab12"),
                "cross",
                "one_way",
                false,
                true,
                false,
                true,
                true,
                true,
                true,
                Optional.empty(),
                money("1.5"),
                3,
                "[]",
                "{}",
                "{}",
                "{}",
                "{}",
                Optional.of(11L),
                Optional.of("passed"),
                Optional.of(money("10000.000000000000000001")),
                Optional.empty(),
                "[]",
                200,
                1,
                2,
                Optional.empty());
    }

    public static Sets.Row set(String id, String connectionId, String takeProfit, long updatedAt) {
        return new Sets.Row(
                id,
                connectionId,
                "bitstamp",
                "BTCUSD",
                "1s",
                "direction",
                "r=3",
                "LONG",
                money(takeProfit),
                money("0.2"),
                money("0.3"),
                money("0.1"),
                0,
                money("0.1"),
                money("1"),
                1,
                "taker-0.055-slippage-0.01",
                "",
                2,
                "active",
                "main",
                12,
                10,
                2,
                6,
                4,
                3.25,
                5.5,
                -2.25,
                Optional.of(0.6),
                Optional.of(0.4),
                Optional.of(5.5 / 2.25),
                Optional.of(0.1),
                Optional.of(0.2),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                1.5,
                2.5,
                60_000,
                120_000,
                "2.5,-1.25",
                Optional.of(90L),
                Optional.of(95L),
                50,
                updatedAt,
                Optional.empty());
    }

    public static PseudoPositions.Row open(String id, String connectionId, String setId, long openedAt) {
        return new PseudoPositions.Row(
                id,
                connectionId,
                setId,
                "BTCUSD",
                "LONG",
                "main",
                100.25,
                100.5,
                99.75,
                101,
                Optional.empty(),
                false,
                "open",
                Optional.empty(),
                openedAt,
                Optional.empty());
    }

    public static PseudoPositions.Row closed(PseudoPositions.Row open, long closedAt) {
        return new PseudoPositions.Row(
                open.id(),
                open.connectionId(),
                open.setId(),
                open.symbol(),
                open.direction(),
                open.level(),
                open.entryPrice(),
                open.currentPrice(),
                open.stopPrice(),
                open.peakPrice(),
                Optional.of(2.5),
                open.isHistoric(),
                "closed",
                Optional.of("take_profit"),
                open.openedAt(),
                Optional.of(closedAt));
    }

    public static RealPseudoPositions.Row real(String id, PseudoPositions.Row position, String status) {
        return new RealPseudoPositions.Row(
                id,
                position.connectionId(),
                position.id(),
                position.setId(),
                position.symbol(),
                position.direction(),
                position.entryPrice(),
                Optional.empty(),
                Optional.empty(),
                "{}",
                status,
                position.openedAt(),
                Optional.empty());
    }

    public static ExchangePositions.Row exchangePosition(String id, RealPseudoPositions.Row real, String status) {
        return new ExchangePositions.Row(
                id,
                real.connectionId(),
                Optional.of(real.id()),
                Optional.of(real.setId()),
                "entry-of-" + id,
                Optional.empty(),
                real.symbol(),
                real.direction(),
                money("0.015"),
                Optional.of(money("100.25")),
                Optional.of(money("100.5")),
                Optional.empty(),
                Optional.of(money("101")),
                Optional.of(money("99")),
                1,
                Optional.of(money("102")),
                Optional.of(money("98")),
                "confirmed",
                money("0.00375"),
                money("0"),
                money("0.0008"),
                money("0"),
                status,
                "synced",
                Optional.empty(),
                real.validatedAt(),
                real.validatedAt() + 1,
                Optional.empty());
    }

    public static OrderIntents.Row intent(String id, String connectionId, long epoch) {
        return new OrderIntents.Row(
                id,
                connectionId,
                "client-" + id,
                Optional.of("set"),
                "BTCUSD",
                "LONG",
                "BUY",
                "MARKET",
                money("0.015"),
                "{}",
                epoch,
                70,
                71);
    }

    public static Orders.Row order(
            String id, String connectionId, Optional<String> intentId, Optional<String> positionId, String state) {
        return new Orders.Row(
                id,
                connectionId,
                intentId,
                positionId,
                "client-" + id,
                Optional.of("venue-" + id),
                "BTCUSD",
                "LONG",
                "BUY",
                "MARKET",
                money("0.015"),
                Optional.empty(),
                Optional.empty(),
                false,
                money("0.01"),
                Optional.of(money("100.25")),
                state,
                Optional.empty(),
                80,
                81);
    }

    static Fills.Row fill(String id, Orders.Row order, String exchangeFillId, String price) {
        return new Fills.Row(
                id,
                order.connectionId(),
                order.id(),
                exchangeFillId,
                order.symbol(),
                order.side(),
                money(price),
                money("0.01"),
                money("0.00055"),
                "USD",
                false,
                82,
                83);
    }

    public static Ledger.Row entry(String id, String connectionId, long sequence, String amount, String balance) {
        return new Ledger.Row(
                id,
                connectionId,
                Optional.empty(),
                Optional.empty(),
                "USD",
                "realised",
                money(amount),
                money(balance),
                84 + sequence,
                sequence);
    }

    public static Verdicts.Row verdict(String id, String connectionId, long time) {
        return new Verdicts.Row(
                id,
                connectionId,
                Optional.of("set"),
                Optional.empty(),
                "BTCUSD",
                "main",
                "up",
                "PASSED",
                "Mean of the last 8 is 0.5 steps.",
                "{}",
                time);
    }

    public static SiteLogs.Row log(String id, String level, String category, long time) {
        return new SiteLogs.Row(
                id,
                level,
                category,
                "something happened",
                Optional.of("here"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "{}",
                time);
    }

    static BigDecimal money(String text) {
        return new BigDecimal(text);
    }
}
