package cts.server.storage.backup;

import cts.server.storage.DatabaseType;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a column holds, whichever database it lies in, and the text of its values in a table file. A value has one text only,
 * and PostgreSQL takes that text as it is.
 *
 * <p>Two things SQLite cannot keep are given up for both: a negative zero becomes zero, and a point in time ends at its
 * milliseconds.
 */
enum ValueType {
    TEXT("text"),
    /** Up to 32 bits. */
    INTEGER("integer"),
    /** Up to 64 bits. */
    BIGINT("bigint"),
    /** {@code t} or {@code f}. */
    BOOLEAN("boolean"),
    /** The shortest digits that give the same double again; finite. */
    DOUBLE("double"),
    /** An exact decimal without exponent and without zeros at its end. */
    MONEY("money"),
    /** See {@link CanonicalJson}. */
    JSON("json"),
    /** {@code \x} and hexadecimal digits. */
    BYTES("bytes"),
    /** ISO 8601 in UTC, to the millisecond. */
    TIME("time");

    private final String word;

    ValueType(String word) {
        this.word = word;
    }

    /** Its name in a manifest. */
    String word() {
        return word;
    }

    static ValueType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no type of column '" + word + "'"));
    }

    /**
     * Appends the text of a value.
     *
     * @return false if it is NULL; nothing was appended then
     */
    boolean append(ResultSet rows, int column, DatabaseType database, StringBuilder out) throws SQLException, BadValue {
        boolean sqlite = database == DatabaseType.SQLITE;
        return switch (this) {
            case TEXT -> appendText(rows.getString(column), out);
            case INTEGER, BIGINT -> {
                long value = rows.getLong(column);
                if (rows.wasNull()) yield false;
                out.append(value);
                yield true;
            }
            case BOOLEAN -> {
                long value = sqlite ? rows.getLong(column) : rows.getBoolean(column) ? 1 : 0;
                if (rows.wasNull()) yield false;
                if (value != 0 && value != 1) throw new BadValue("is " + value + " where 0 or 1 must be");
                out.append(value == 1 ? 't' : 'f');
                yield true;
            }
            case DOUBLE -> {
                double value = rows.getDouble(column);
                if (rows.wasNull()) yield false;
                if (!Double.isFinite(value)) throw new BadValue("is " + value + " where a finite number must be");
                out.append(value == 0 ? 0.0 : value);
                yield true;
            }
            case MONEY -> {
                String value = rows.getString(column);
                if (value == null) yield false;
                out.append(money(value));
                yield true;
            }
            case JSON -> {
                String value = rows.getString(column);
                if (value == null) yield false;
                RowText.escape(CanonicalJson.of(value), out);
                yield true;
            }
            case BYTES -> {
                byte[] value = rows.getBytes(column);
                if (value == null) yield false;
                out.append("\\\\x").append(HexFormat.of().formatHex(value));
                yield true;
            }
            case TIME -> sqlite ? appendMillis(rows, column, out) : appendTime(rows, column, out);
        };
    }

    /** Binds the text of a value, unescaped, for SQLite. */
    void bind(PreparedStatement statement, int index, String text) throws SQLException, BadValue {
        try {
            switch (this) {
                case TEXT, JSON, MONEY -> statement.setString(index, text);
                case INTEGER, BIGINT -> statement.setLong(index, Long.parseLong(text));
                case BOOLEAN -> statement.setInt(index, truth(text));
                case DOUBLE -> statement.setDouble(index, Double.parseDouble(text));
                case BYTES -> statement.setBytes(index, HexFormat.of().parseHex(text.substring(2)));
                case TIME -> statement.setLong(index, Instant.parse(text).toEpochMilli());
            }
        } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException wrong) {
            throw new BadValue("holds a value that is no " + word, wrong);
        }
    }

    static void bindNull(PreparedStatement statement, int index) throws SQLException {
        statement.setNull(index, Types.NULL);
    }

    private static boolean appendText(String value, StringBuilder out) {
        if (value == null) return false;
        RowText.escape(value, out);
        return true;
    }

    private static boolean appendMillis(ResultSet rows, int column, StringBuilder out) throws SQLException {
        long millis = rows.getLong(column);
        if (rows.wasNull()) return false;
        out.append(Instant.ofEpochMilli(millis));
        return true;
    }

    private static boolean appendTime(ResultSet rows, int column, StringBuilder out) throws SQLException {
        OffsetDateTime time = rows.getObject(column, OffsetDateTime.class);
        if (time == null) return false;
        out.append(time.toInstant().truncatedTo(ChronoUnit.MILLIS));
        return true;
    }

    private static String money(String text) throws BadValue {
        try {
            BigDecimal value = new BigDecimal(text);
            if (value.signum() == 0) return "0";
            if (value.scale() < 0 && value.unscaledValue().bitLength() - value.scale() * 4L > 4_000) {
                throw new BadValue("is an amount of too many digits");
            }
            BigDecimal stripped = value.stripTrailingZeros();
            return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
        } catch (NumberFormatException wrong) {
            throw new BadValue("is \"" + text + "\" where an amount must be", wrong);
        }
    }

    private static int truth(String text) throws BadValue {
        return switch (text) {
            case "t" -> 1;
            case "f" -> 0;
            default -> throw new BadValue("holds \"" + text + "\" where t or f must be");
        };
    }
}
