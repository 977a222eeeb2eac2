package cts.server.storage;

import cts.market.CandleSeries;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Candles in PostgreSQL's binary COPY format: a signature, then per row the number of fields and each field as its length and
 * bytes, numbers with the highest byte first.
 *
 * @see <a href="https://www.postgresql.org/docs/current/sql-copy.html">COPY, binary format</a>
 */
final class CandleCopy {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0};
    private static final int FIELDS = 9;
    private static final int NUMBERS = 6;

    private CandleCopy() {}

    /** Rows {@code from} up to but without {@code to}, in the order of the table's columns. */
    static byte[] encode(CandleKey key, CandleSeries candles, int from, int to) {
        byte[] exchange = key.exchange().getBytes(StandardCharsets.UTF_8);
        byte[] symbol = key.symbol().getBytes(StandardCharsets.UTF_8);
        byte[] timeframe = key.timeframe().getBytes(StandardCharsets.UTF_8);
        int row = Short.BYTES
                + FIELDS * Integer.BYTES
                + exchange.length
                + symbol.length
                + timeframe.length
                + NUMBERS * Long.BYTES;
        ByteBuffer out = ByteBuffer.allocate(SIGNATURE.length + 2 * Integer.BYTES + (to - from) * row + Short.BYTES);
        out.put(SIGNATURE).putInt(0).putInt(0);
        for (int i = from; i < to; i++) {
            out.putShort((short) FIELDS);
            out.putInt(exchange.length).put(exchange);
            out.putInt(symbol.length).put(symbol);
            out.putInt(timeframe.length).put(timeframe);
            out.putInt(Long.BYTES).putLong(candles.openTime()[i]);
            out.putInt(Double.BYTES).putDouble(candles.open()[i]);
            out.putInt(Double.BYTES).putDouble(candles.high()[i]);
            out.putInt(Double.BYTES).putDouble(candles.low()[i]);
            out.putInt(Double.BYTES).putDouble(candles.close()[i]);
            out.putInt(Double.BYTES).putDouble(candles.volume()[i]);
        }
        return out.putShort((short) -1).array();
    }
}
