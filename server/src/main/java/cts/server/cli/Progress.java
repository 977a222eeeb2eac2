package cts.server.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * A line that shows how far long work has come, with its rate and the time left; nothing where nobody watches. One thread.
 */
final class Progress implements AutoCloseable {
    private static final double SECOND = 1e9;
    private static final long BETWEEN_LINES = 200_000_000;

    private final Optional<PrintWriter> terminal;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private long shown;

    private Progress(Optional<PrintWriter> terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    /**
     * Begins to show.
     *
     * @param errors where the line goes if this process runs in a terminal
     * @param what is counted: {@code candles}
     */
    static Progress of(PrintWriter errors, String what, long total) {
        // JDK 25 has no console without a terminal; others have one that says so.
        Optional<PrintWriter> terminal = Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> errors);
        return new Progress(terminal, what, total);
    }

    void at(long done) {
        long now = System.nanoTime();
        if (terminal.isEmpty() || (done < total && now - shown < BETWEEN_LINES)) return;
        shown = now;
        terminal.get().print("\r" + line(done, total, what, (now - start) / SECOND));
        terminal.get().flush();
    }

    static String line(long done, long total, String what, double seconds) {
        double rate = done / Math.max(seconds, 1e-3);
        return String.format(
                Locale.ROOT,
                "%3d %% %,d of %,d %s, %,.0f per second, %,.0f s left ",
                total == 0 ? 100 : 100 * done / total,
                done,
                total,
                what,
                rate,
                rate == 0 ? 0 : (total - done) / rate);
    }

    @Override
    public void close() {
        terminal.ifPresent(PrintWriter::println);
    }
}
