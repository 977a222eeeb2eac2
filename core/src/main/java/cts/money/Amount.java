package cts.money;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * An exact amount of an asset: a balance, a fee, a profit. It may be below zero; at most 18 decimals and 20 digits
 * before the point; two equal amounts have equal text. Sums are exact, products and quotients are rounded half-even to
 * 18 decimals. Immutable.
 */
public record Amount(BigDecimal value) implements Comparable<Amount> {

    public static final Amount ZERO = new Amount(BigDecimal.ZERO);

    /** Takes an exact value; throws {@link IllegalArgumentException} when it doesn't fit. */
    public Amount {
        value = Decimals.exact("amount", value);
    }

    /** The amount written in the text. */
    public static Amount of(String text) {
        return new Amount(Decimals.parse("amount", text));
    }

    /** A computed amount, rounded half-even to 18 decimals. */
    public static Amount computed(BigDecimal value) {
        return new Amount(Decimals.computed("amount", value));
    }

    public Amount plus(Amount other) {
        return new Amount(value.add(other.value));
    }

    public Amount minus(Amount other) {
        return new Amount(value.subtract(other.value));
    }

    public Amount negated() {
        return new Amount(value.negate());
    }

    public Amount abs() {
        return new Amount(value.abs());
    }

    /** amount × factor. */
    public Amount times(BigDecimal factor) {
        return computed(value.multiply(factor));
    }

    /** amount ÷ divisor; throws {@link ArithmeticException} when the divisor is zero. */
    public Amount dividedBy(BigDecimal divisor) {
        return computed(value.divide(divisor, Decimals.MAX_SCALE, RoundingMode.HALF_EVEN));
    }

    /** The share part ÷ whole of this amount: all of it, exactly, when the part is the whole. */
    public Amount share(Quantity part, Quantity whole) {
        if (part.equals(whole)) {
            return this;
        }
        return computed(value.multiply(part.value()).divide(whole.value(), Decimals.MAX_SCALE, RoundingMode.HALF_EVEN));
    }

    /** This amount per unit: the average price of a cost. Throws when that is not above zero. */
    public Price per(Quantity quantity) {
        return new Price(
                Decimals.computed("price", value.divide(quantity.value(), Decimals.MAX_SCALE, RoundingMode.HALF_EVEN)));
    }

    /** 100 × this ÷ whole, to 12 significant digits: a figure to compare and to show. */
    public BigDecimal percentOf(Amount whole) {
        return value.movePointRight(2).divide(whole.value, new MathContext(12, RoundingMode.HALF_EVEN));
    }

    public int signum() {
        return value.signum();
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    public Amount max(Amount other) {
        return compareTo(other) >= 0 ? this : other;
    }

    public boolean isAbove(Amount other) {
        return compareTo(other) > 0;
    }

    public boolean isBelow(Amount other) {
        return compareTo(other) < 0;
    }

    public double toDouble() {
        return value.doubleValue();
    }

    @Override
    public int compareTo(Amount other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toPlainString();
    }

    /** Writes the amount for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(toString());
    }

    /** Reads what {@link #save} wrote. */
    public static Amount load(DataInput in) throws IOException {
        return of(in.readUTF());
    }
}
