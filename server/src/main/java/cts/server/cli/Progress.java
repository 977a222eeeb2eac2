package cts.server.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/**
 * A line that shows how far long work has come: a bar, the rate and the time left. Nothing is shown where nobody watches, or
 * when the work is done within half a second. Any thread.
 */
final class Progress implements AutoCloseable {
    /** Set by the launcher: whether both what is printed and the errors go to a terminal. */
    private static final String TERMINAL = "cts.terminal";

    private static final double SECOND = 1e9;
    private static final long BEFORE_THE_FIRST_LINE = 500_000_000;
    private static final long BETWEEN_LINES = 200_000_000;
    private static final int BAR = 20;

    private final Optional<PrintWriter> terminal;
    private final String what;
    private final long total;
    private final long start = System.nanoTime();
    private long next = start + BEFORE_THE_FIRST_LINE;
    private int width;

    Progress(Optional<PrintWriter> terminal, String what, long total) {
        this.terminal = terminal;
        this.what = what;
        this.total = total;
    }

    /**
     * Begins to show.
     *
     * @param errors where the line goes if people watch
     * @param what is counted: {@code candles}
     */
    static Progress of(PrintWriter errors, String what, long total) {
        return new Progress(isWatched() ? Optional.of(errors) : Optional.empty(), what, total);
    }

    /** Shows nothing. */
    static Progress none() {
        return new Progress(Optional.empty(), "", 0);
    }

    private static boolean isWatched() {
        String told = System.getProperty(TERMINAL, "");
        if (!told.isEmpty()) return told.equals("true");
        // JDK 25 has no console without a terminal; others have one that says so.
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** So much is done. Where several threads tell, a smaller number after a larger one is possible and does no harm. */
    void at(long done) {
        if (terminal.isEmpty()) return;
        long now = System.nanoTime();
        synchronized (this) {
            if (now - next < 0) return;
            next = now + BETWEEN_LINES;
            show(terminal.get(), line(done, total, what, (now - start) / SECOND));
        }
    }

    private void show(PrintWriter out, String line) {
        out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
        out.flush();
        width = line.length();
    }

    /** As in {@code [#####...............]  25 % 250,000 candles, 100,000/s, 8 s left}. */
    static String line(long done, long total, String what, double seconds) {
        double share = total == 0 ? 1 : Math.clamp((double) done / total, 0, 1);
        int filled = (int) (BAR * share);
        double rate = done / Math.max(seconds, 1e-3);
        return String.format(
                Locale.ROOT,
                "[%s%s] %3d %% %,d %s, %,.0f/s%s",
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                (int) (100 * share),
                done,
                what,
                rate,
                rate == 0 ? "" : ", " + time(Math.max(0, total - done) / rate) + " left");
    }

    private static String time(double seconds) {
        long whole = (long) Math.ceil(seconds);
        if (whole < 60) return whole + " s";
        return whole < 3600
                ? "%d min %d s".formatted(whole / 60, whole % 60)
                : "%d h %d min".formatted(whole / 3600, whole % 3600 / 60);
    }

    /** Takes the line away, so that what follows stands in its place. */
    @Override
    public synchronized void close() {
        if (width == 0) return;
        terminal.ifPresent(out -> {
            out.print("\r" + " ".repeat(width) + "\r");
            out.flush();
        });
    }
}
