package cts.server.cli;

import cts.market.Timeframe;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Which stored candles: {@code --exchange}, {@code --symbol}, {@code --timeframe}. */
final class SeriesOptions {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./:-]{0,39}");

    @Option(names = "--exchange", required = true, paramLabel = "X", description = "Exchange, such as bitstamp.")
    private String exchange = "";

    @Option(names = "--symbol", required = true, paramLabel = "S", description = "Symbol, such as BTCUSD.")
    private String symbol = "";

    @Option(names = "--timeframe", required = true, paramLabel = "T", description = "1s 5s 15s 30s 1m 5m 15m 1h 4h 1d.")
    private String timeframe = "";

    /** Names of exchanges are kept in lower case. */
    String exchange() {
        return checked("--exchange", exchange).toLowerCase(Locale.ROOT);
    }

    String symbol() {
        return checked("--symbol", symbol);
    }

    Timeframe timeframe() {
        return timeframe(timeframe);
    }

    /** Reads a {@code --timeframe}. */
    static Timeframe timeframe(String text) {
        try {
            return Timeframe.parse(text);
        } catch (IllegalArgumentException unknown) {
            throw new CommandFailure("--%s; choose one of them.".formatted(unknown.getMessage()), unknown);
        }
    }

    private static String checked(String option, String name) {
        if (NAME.matcher(name).matches()) return name;
        throw new CommandFailure(
                "%s '%s' is no name; use up to 40 letters, digits and _ . / : - signs.".formatted(option, name));
    }
}
