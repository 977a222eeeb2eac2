package cts.server.storage;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * A day in UTC, the span of one partition.
 *
 * @param number days since 1970
 */
public record UtcDay(long number) implements Comparable<UtcDay> {
    public static final long MS = 86_400_000;

    /** The day of a time in ms. */
    public static UtcDay of(long time) {
        return new UtcDay(Math.floorDiv(time, MS));
    }

    /** Its first ms. */
    public long from() {
        return number * MS;
    }

    /** The first ms after it. */
    public long to() {
        return (number + 1) * MS;
    }

    /** {@code 20131104}. */
    String digits() {
        return DateTimeFormatter.BASIC_ISO_DATE.format(LocalDate.ofEpochDay(number));
    }

    /** The day that {@link #digits()} gave. */
    static UtcDay parse(String digits) {
        return new UtcDay(
                LocalDate.parse(digits, DateTimeFormatter.BASIC_ISO_DATE).toEpochDay());
    }

    @Override
    public int compareTo(UtcDay other) {
        return Long.compare(number, other.number);
    }

    /** {@code 2013-11-04}. */
    @Override
    public String toString() {
        return LocalDate.ofEpochDay(number).toString();
    }
}
