package cts.money;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * An exact price: units of the quote asset for one unit of the base asset. Always above zero, at most 18 decimals and
 * 20 digits before the point; two equal prices have equal text. Immutable.
 */
public record Price(BigDecimal value) implements Comparable<Price> {

    /** Takes an exact value; throws {@link IllegalArgumentException} when it is not above zero or doesn't fit. */
    public Price {
        value = Decimals.exact("price", value);
        if (value.signum() <= 0) {
            throw new IllegalArgumentException("price " + value.toPlainString() + " is not above zero");
        }
    }

    /** The price written in the text. */
    public static Price of(String text) {
        return new Price(Decimals.parse("price", text));
    }

    /** The price whose shortest decimal text is that of the double; its 19th and later decimals are rounded half-even. */
    public static Price of(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("price " + value + " is not a finite number");
        }
        return computed(BigDecimal.valueOf(value));
    }

    /** A computed price, rounded half-even to 18 decimals. */
    public static Price computed(BigDecimal value) {
        return new Price(Decimals.computed("price", value));
    }

    /**
     * The multiple of the tick next to this price in that direction.
     *
     * @throws IllegalArgumentException if that is zero, which happens below one tick rounding down
     */
    public Price toTick(Price tick, Rounding rounding) {
        return new Price(Decimals.toMultiple(value, tick.value, rounding));
    }

    /** Whether this price is a whole number of ticks. */
    public boolean isMultipleOf(Price tick) {
        return value.remainder(tick.value).signum() == 0;
    }

    /** price × factor, rounded half-even to 18 decimals. */
    public Price times(BigDecimal factor) {
        return computed(value.multiply(factor));
    }

    /** price × quantity in the quote asset, rounded half-even to 18 decimals (exact for every usual tick and lot). */
    public Amount times(Quantity quantity) {
        return Amount.computed(value.multiply(quantity.value()));
    }

    public boolean isAbove(Price other) {
        return compareTo(other) > 0;
    }

    public boolean isBelow(Price other) {
        return compareTo(other) < 0;
    }

    public double toDouble() {
        return value.doubleValue();
    }

    @Override
    public int compareTo(Price other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }

    /** Writes the price for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(toString());
    }

    /** Reads what {@link #save} wrote. */
    public static Price load(DataInput in) throws IOException {
        return of(in.readUTF());
    }
}
