package cts.server.storage.retention;

import cts.server.storage.CandleKey;
import cts.server.storage.CandleTable;
import java.util.List;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** A table that has the columns of candles, by name: one of the two, or one of their partitions. */
record CandleColumns(Table<Record> table) {
    static CandleColumns of(CandleTable table) {
        return named(table.word());
    }

    static CandleColumns named(String table) {
        return new CandleColumns(DSL.table(DSL.name(table)));
    }

    Field<String> exchange() {
        return text("exchange");
    }

    Field<String> symbol() {
        return text("symbol");
    }

    Field<String> timeframe() {
        return text("timeframe");
    }

    Field<Long> openTime() {
        return DSL.field(DSL.name(table.getName(), "open_time"), Long.class);
    }

    /** Open, high, low, close and volume. */
    List<Field<Double>> numbers() {
        return List.of(number("open"), number("high"), number("low"), number("close"), number("volume"));
    }

    List<Field<?>> all() {
        List<Field<Double>> numbers = numbers();
        return List.of(
                exchange(),
                symbol(),
                timeframe(),
                openTime(),
                numbers.get(0),
                numbers.get(1),
                numbers.get(2),
                numbers.get(3),
                numbers.get(4));
    }

    /** A series from one time up to but without another. */
    Condition span(CandleKey key, long from, long to) {
        return exchange()
                .eq(key.exchange())
                .and(symbol().eq(key.symbol()))
                .and(timeframe().eq(key.timeframe()))
                .and(openTime().ge(from))
                .and(openTime().lt(to));
    }

    Condition sameKey(CandleColumns other) {
        return exchange()
                .eq(other.exchange())
                .and(symbol().eq(other.symbol()))
                .and(timeframe().eq(other.timeframe()))
                .and(openTime().eq(other.openTime()));
    }

    /** Copies candles here; one that is here already takes the values of its copy. */
    int copyFrom(DSLContext sql, CandleColumns source, Condition which) {
        List<Field<?>> columns = unqualified(all());
        List<Field<Double>> numbers = numbers();
        return sql.insertInto(table)
                .columns(columns)
                .select(sql.select(source.all()).from(source.table()).where(which))
                .onConflict(columns.subList(0, 4))
                .doUpdate()
                .set(bare(numbers.get(0)), DSL.excluded(bare(numbers.get(0))))
                .set(bare(numbers.get(1)), DSL.excluded(bare(numbers.get(1))))
                .set(bare(numbers.get(2)), DSL.excluded(bare(numbers.get(2))))
                .set(bare(numbers.get(3)), DSL.excluded(bare(numbers.get(3))))
                .set(bare(numbers.get(4)), DSL.excluded(bare(numbers.get(4))))
                .execute();
    }

    private static List<Field<?>> unqualified(List<Field<?>> fields) {
        return fields.stream()
                .<Field<?>>map(field -> DSL.field(field.getUnqualifiedName(), field.getType()))
                .toList();
    }

    private static Field<Double> bare(Field<Double> field) {
        return DSL.field(field.getUnqualifiedName(), Double.class);
    }

    private Field<String> text(String column) {
        return DSL.field(DSL.name(table.getName(), column), String.class);
    }

    private Field<Double> number(String column) {
        return DSL.field(DSL.name(table.getName(), column), Double.class);
    }
}
