package cts.server.feed;

import cts.market.CandleSeries;
import cts.market.Tick;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Recorded trades of one market.
 *
 * @param label for people: venue, market, days
 * @param exchange lower-case name of the venue
 * @param trades in the order of the recording
 */
public record Recording(String label, String exchange, String symbol, CandleSeries trades) {
    private static final String BITSTAMP = "bitstamp_trades_from_20131125_usd.csv";
    private static final List<String> BITSTAMP_HEADER = List.of("timestamp", "price", "amount");
    private static final long SECOND = 1000;

    /** The trades of Bitstamp's BTC/USD from 25 November to 1 December 2013, which come with a library. */
    public static Recording bitstamp2013() throws IOException {
        CandleSeries.Builder trades = CandleSeries.ticks();
        try (InputStream resource = Recording.class.getResourceAsStream("/" + BITSTAMP)) {
            if (resource == null) {
                throw new IOException("the recorded trades " + BITSTAMP + " are missing from the program's lib folder");
            }
            Reader text = new InputStreamReader(resource, StandardCharsets.UTF_8);
            CsvTable.read(BITSTAMP, text, BITSTAMP_HEADER, row -> {
                // The recording holds one trade of size 0: it moved nothing, and 0 is legal.
                trades.add(new Tick(SECOND * row.wholeNumber(0), row.number(1), row.number(2)));
            });
        }
        return new Recording("Bitstamp BTC/USD, 25 Nov – 1 Dec 2013", "bitstamp", "BTCUSD", trades.build());
    }

    /** Trades in a file of one's own: {@code time,price,size}. */
    public static Recording of(Path file) throws IOException {
        return new Recording(String.valueOf(file.getFileName()), "bitstamp", "BTCUSD", CandleCsv.readTicks(file));
    }
}
