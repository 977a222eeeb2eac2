package cts.server.storage.retention;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Record2;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * How many candles there are, and the sum of a 64-bit hash of each over all its columns, modulo 2⁶⁴: equal for equal rows in
 * any order. PostgreSQL hashes by itself; SQLite has no hash, so there its rows are read. The sums of the two databases are
 * not comparable.
 */
record CandleSum(long rows, long sum) {
    static final CandleSum NONE = new CandleSum(0, 0);

    CandleSum plus(CandleSum other) {
        return new CandleSum(rows + other.rows, sum + other.sum);
    }

    /** Sixteen digits, or nothing for no rows. */
    String text() {
        return rows == 0 ? "" : String.format("%016x", sum);
    }

    /** Of the candles of a condition. */
    static CandleSum of(DSLContext sql, CandleColumns candles, Condition which) {
        return sql.dialect() == SQLDialect.SQLITE
                ? read(sql, candles, which)
                : asked(sql, candles.table(), candles.all(), which);
    }

    /** Of those candles here that the condition's candles elsewhere are copied from, or to. */
    static CandleSum ofCopies(
            DSLContext sql, CandleColumns copies, Condition here, CandleColumns source, Condition there) {
        Condition copied = here.and(DSL.exists(DSL.selectOne()
                .from(source.table())
                .where(source.sameKey(copies))
                .and(there)));
        return of(sql, copies, copied);
    }

    private static CandleSum asked(DSLContext sql, Table<Record> table, List<Field<?>> columns, Condition which) {
        Field<Long> hash = DSL.field("hash_record_extended(row({0}), 0)", Long.class, DSL.list(columns));
        Record2<Integer, BigDecimal> found = sql.select(DSL.count(), DSL.coalesce(DSL.sum(hash), BigDecimal.ZERO))
                .from(table)
                .where(which)
                .fetchSingle();
        return new CandleSum(found.value1(), found.value2().toBigInteger().longValue());
    }

    private static CandleSum read(DSLContext sql, CandleColumns candles, Condition which) {
        long rows = 0;
        long sum = 0;
        try (ResultSet found =
                sql.select(candles.all()).from(candles.table()).where(which).fetchResultSet()) {
            while (found.next()) {
                rows++;
                sum += hash(found);
            }
        } catch (SQLException failure) {
            throw new DataAccessException("reading candles", failure);
        }
        return new CandleSum(rows, sum);
    }

    private static long hash(ResultSet row) throws SQLException {
        long hash = mix(row.getString(1).hashCode());
        hash = mix(hash ^ row.getString(2).hashCode());
        hash = mix(hash ^ row.getString(3).hashCode());
        hash = mix(hash ^ row.getLong(4));
        for (int column = 5; column <= 9; column++) {
            hash = mix(hash ^ Double.doubleToLongBits(row.getDouble(column)));
        }
        return hash;
    }

    /** Steele, Lea and Flood's finaliser of SplitMix64, with its increment. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
