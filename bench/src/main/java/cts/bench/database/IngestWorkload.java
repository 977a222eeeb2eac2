package cts.bench.database;

import cts.bench.workload.Sample;
import cts.bench.workload.Workload;
import cts.market.Candle;
import cts.market.CandleSeries;
import cts.market.Timeframe;
import cts.server.storage.CandleIngest;
import cts.server.storage.CandleKey;
import cts.server.storage.CandleTable;
import cts.server.storage.DatabaseType;
import cts.server.storage.repository.Candles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/**
 * Candles going into a database, in turns with what its driver can do bare: batches of a prepared statement on SQLite,
 * {@code CopyManager} with text that was made before on PostgreSQL. Arguments: database, candles.
 */
public final class IngestWorkload implements Workload {
    private static final int ROUNDS = 3;
    private static final int BATCH = 10_000;
    private static final long START = 1_790_000_000_000L / 86_400_000 * 86_400_000;

    @Override
    public void run(List<String> arguments, Consumer<Sample> samples)
            throws IOException, InterruptedException, SQLException {
        DatabaseType type = DatabaseType.valueOf(arguments.get(0).toUpperCase(Locale.ROOT));
        CandleSeries candles = candles(Integer.parseInt(arguments.get(1)));
        byte[] text = type == DatabaseType.POSTGRESQL ? text(candles) : new byte[0];
        // The first round of each warms up.
        for (int round = 0; round <= ROUNDS; round++) {
            double bare = bare(type, candles, text);
            double ours = ours(type, candles);
            if (round == 0) continue;
            samples.accept(new Sample("bare", candles.size() / bare, "candles/s", ""));
            samples.accept(new Sample("ours", candles.size() / ours, "candles/s", candles.size() + " candles of 1 s"));
        }
    }

    private static double ours(DatabaseType type, CandleSeries candles) throws IOException, InterruptedException {
        try (ScratchDatabase scratch = ScratchDatabase.open(type)) {
            CandleKey key = new CandleKey("binance", "BTCUSDT", "1s");
            long start = System.nanoTime();
            new CandleIngest(scratch.database()).ingest(key, candles, written -> {});
            double seconds = (System.nanoTime() - start) / 1e9;
            check(scratch, key, candles);
            return seconds;
        }
    }

    private static double bare(DatabaseType type, CandleSeries candles, byte[] text)
            throws IOException, InterruptedException, SQLException {
        try (ScratchDatabase scratch = ScratchDatabase.open(type)) {
            scratch.database().candlePartitions().ensureFor(CandleTable.MARKET_DATA, LongStream.of(candles.openTime()));
            double seconds;
            try (Connection connection = scratch.bare()) {
                long start = System.nanoTime();
                switch (type) {
                    case SQLITE -> batches(connection, candles);
                    case POSTGRESQL -> copy(connection, text);
                }
                seconds = (System.nanoTime() - start) / 1e9;
            }
            check(scratch, new CandleKey("binance", "BTCUSDT", "1s"), candles);
            return seconds;
        }
    }

    private static void batches(Connection connection, CandleSeries candles) throws SQLException {
        connection.setAutoCommit(false);
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT INTO market_data VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < candles.size(); i++) {
                insert.setString(1, "binance");
                insert.setString(2, "BTCUSDT");
                insert.setString(3, "1s");
                insert.setLong(4, candles.openTime()[i]);
                insert.setDouble(5, candles.open()[i]);
                insert.setDouble(6, candles.high()[i]);
                insert.setDouble(7, candles.low()[i]);
                insert.setDouble(8, candles.close()[i]);
                insert.setDouble(9, candles.volume()[i]);
                insert.addBatch();
                if ((i + 1) % BATCH == 0) insert.executeBatch();
            }
            insert.executeBatch();
        }
        connection.commit();
    }

    private static void copy(Connection connection, byte[] text) throws SQLException {
        try {
            new CopyManager(connection.unwrap(BaseConnection.class))
                    .copyIn("COPY market_data FROM STDIN (FORMAT CSV)", new ByteArrayInputStream(text));
        } catch (IOException failure) {
            throw new SQLException("the text could not be copied", failure);
        }
    }

    private static byte[] text(CandleSeries candles) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < candles.size(); i++) {
            text.append("binance,BTCUSDT,1s,").append(candles.openTime()[i]);
            text.append(',').append(candles.open()[i]).append(',').append(candles.high()[i]);
            text.append(',').append(candles.low()[i]).append(',').append(candles.close()[i]);
            text.append(',').append(candles.volume()[i]).append('\n');
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void check(ScratchDatabase scratch, CandleKey key, CandleSeries candles) {
        long stored = new Candles(scratch.database()).count(key);
        if (stored != candles.size()) {
            throw new IllegalStateException("of " + candles.size() + " candles " + stored + " are in the database");
        }
    }

    /** Prices with as many digits as those of an exchange. */
    private static CandleSeries candles(int size) {
        CandleSeries.Builder candles = CandleSeries.candles(Timeframe.S1);
        for (int i = 0; i < size; i++) {
            double price = Math.round(6_000_000 + 50_000 * Math.sin(i / 1_000.0) + i % 97) / 100.0;
            candles.add(new Candle(START + i * 1_000L, price, price + 1.5, price - 1.25, price + 0.5, i % 977 / 8.0));
        }
        return candles.build();
    }
}
