package cts.money;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * An exact percentage, zero or above: 0.6 means 0.6 %. Fees, slippage, distances and limits are percentages, so that
 * 6 × 0.1 % equals 0.6 %. At most 16 decimals; two equal percentages have equal text. Immutable.
 */
public record Percent(BigDecimal value) implements Comparable<Percent> {

    public static final Percent ZERO = new Percent(BigDecimal.ZERO);

    /** Takes an exact value; throws {@link IllegalArgumentException} when it is below zero or doesn't fit. */
    public Percent {
        value = Decimals.exact("percentage", value);
        if (value.signum() < 0) {
            throw new IllegalArgumentException("percentage " + value.toPlainString() + " is below zero");
        }
        if (value.scale() > Decimals.MAX_SCALE - 2) {
            throw new IllegalArgumentException("percentage " + value.toPlainString() + " has more than 16 decimals");
        }
    }

    /** The percentage written in the text, without a percent sign. */
    public static Percent of(String text) {
        return new Percent(Decimals.parse("percentage", text));
    }

    /** As a fraction: 0.6 % is 0.006. */
    public BigDecimal fraction() {
        return value.movePointLeft(2);
    }

    /** 1 + fraction. */
    public BigDecimal above() {
        return BigDecimal.ONE.add(fraction());
    }

    /** 1 − fraction. */
    public BigDecimal below() {
        return BigDecimal.ONE.subtract(fraction());
    }

    /** This share of the amount. */
    public Amount shareOf(Amount whole) {
        return whole.times(fraction());
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    @Override
    public int compareTo(Percent other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }

    /** Writes the percentage for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(toString());
    }

    /** Reads what {@link #save} wrote. */
    public static Percent load(DataInput in) throws IOException {
        return of(in.readUTF());
    }
}
