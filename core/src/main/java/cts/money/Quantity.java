package cts.money;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact quantity in units of the base asset. Zero or above, at most 18 decimals and 20 digits before the point; two
 * equal quantities have equal text. Which way it is held or traded is said elsewhere, by a side or a direction.
 * Immutable.
 */
public record Quantity(BigDecimal value) implements Comparable<Quantity> {

    public static final Quantity ZERO = new Quantity(BigDecimal.ZERO);

    /** Takes an exact value; throws {@link IllegalArgumentException} when it is below zero or doesn't fit. */
    public Quantity {
        value = Decimals.exact("quantity", value);
        if (value.signum() < 0) {
            throw new IllegalArgumentException("quantity " + value.toPlainString() + " is below zero");
        }
    }

    /** The quantity written in the text. */
    public static Quantity of(String text) {
        return new Quantity(Decimals.parse("quantity", text));
    }

    /** The quantity that a notional buys at a price, as a whole number of lots in the given direction. */
    public static Quantity ofNotional(Amount notional, Price price, Quantity lot, Rounding rounding) {
        BigDecimal lots = notional.value()
                .divide(
                        price.value().multiply(lot.value),
                        0,
                        rounding == Rounding.DOWN ? RoundingMode.DOWN : RoundingMode.UP);
        return new Quantity(lots.multiply(lot.value));
    }

    public Quantity plus(Quantity other) {
        return new Quantity(value.add(other.value));
    }

    /** The difference; throws {@link IllegalArgumentException} when the other is the greater. */
    public Quantity minus(Quantity other) {
        return new Quantity(value.subtract(other.value));
    }

    /** The multiple of the lot next to this quantity in that direction. */
    public Quantity toLot(Quantity lot, Rounding rounding) {
        return new Quantity(Decimals.toMultiple(value, lot.value, rounding));
    }

    /** Whether this quantity is a whole number of lots. */
    public boolean isMultipleOf(Quantity lot) {
        return value.remainder(lot.value).signum() == 0;
    }

    public Quantity min(Quantity other) {
        return compareTo(other) <= 0 ? this : other;
    }

    public Quantity max(Quantity other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public boolean isAbove(Quantity other) {
        return compareTo(other) > 0;
    }

    public boolean isBelow(Quantity other) {
        return compareTo(other) < 0;
    }

    public double toDouble() {
        return value.doubleValue();
    }

    @Override
    public int compareTo(Quantity other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }

    /** Writes the quantity for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(toString());
    }

    /** Reads what {@link #save} wrote. */
    public static Quantity load(DataInput in) throws IOException {
        return of(in.readUTF());
    }
}
