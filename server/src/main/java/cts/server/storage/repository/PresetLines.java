package cts.server.storage.repository;

import static cts.server.storage.schema.Tables.PRESET_BALANCE_HISTORY;
import static cts.server.storage.schema.Tables.PRESET_COORDINATION_RESULTS;
import static cts.server.storage.schema.Tables.PRESET_SYMBOL_PERFORMANCE;

import cts.server.storage.Database;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What came of presets, as their page shows it. */
public final class PresetLines {
    private final Database database;

    public PresetLines(Database database) {
        this.database = database;
    }

    /**
     * A configuration that coordination found good.
     *
     * @param rank from 1, the best
     * @param averageResult in steps
     */
    public record Valid(
            int rank,
            String symbol,
            String indicationType,
            BigDecimal takeProfit,
            BigDecimal stopLoss,
            BigDecimal trailingStart,
            BigDecimal trailingStop,
            long trades,
            double averageResult,
            long evaluatedAt) {}

    /** A preset on a symbol. */
    public record Performance(
            String symbol, long trades, Optional<Double> profitFactor, Optional<Double> winRate, BigDecimal pnl24h) {}

    /** A balance at a time. */
    public record Balance(String symbol, long at, BigDecimal balance) {}

    /** The valid results of a type, the best first. */
    public List<Valid> valid(String presetTypeId, int limit) {
        return database.read(sql -> sql.select(
                        PRESET_COORDINATION_RESULTS.RANK,
                        PRESET_COORDINATION_RESULTS.SYMBOL,
                        PRESET_COORDINATION_RESULTS.INDICATION_TYPE,
                        PRESET_COORDINATION_RESULTS.TAKE_PROFIT,
                        PRESET_COORDINATION_RESULTS.STOP_LOSS,
                        PRESET_COORDINATION_RESULTS.TRAILING_START,
                        PRESET_COORDINATION_RESULTS.TRAILING_STOP,
                        PRESET_COORDINATION_RESULTS.TRADES,
                        PRESET_COORDINATION_RESULTS.AVERAGE_RESULT,
                        PRESET_COORDINATION_RESULTS.EVALUATED_AT)
                .from(PRESET_COORDINATION_RESULTS)
                .where(PRESET_COORDINATION_RESULTS
                        .PRESET_TYPE_ID
                        .eq(presetTypeId)
                        .and(PRESET_COORDINATION_RESULTS.IS_VALID.eq(true)))
                .orderBy(PRESET_COORDINATION_RESULTS.RANK, PRESET_COORDINATION_RESULTS.ID)
                .limit(limit)
                .fetch(row -> new Valid(
                        row.value1(),
                        row.value2(),
                        row.value3(),
                        row.value4(),
                        row.value5(),
                        row.value6(),
                        row.value7(),
                        row.value8(),
                        row.value9(),
                        row.value10())));
    }

    /** A preset on each of its symbols, by symbol. */
    public List<Performance> performance(String presetId) {
        return database.read(sql -> sql.select(
                        PRESET_SYMBOL_PERFORMANCE.SYMBOL,
                        PRESET_SYMBOL_PERFORMANCE.TRADES,
                        PRESET_SYMBOL_PERFORMANCE.PROFIT_FACTOR,
                        PRESET_SYMBOL_PERFORMANCE.WIN_RATE,
                        PRESET_SYMBOL_PERFORMANCE.PNL_24H)
                .from(PRESET_SYMBOL_PERFORMANCE)
                .where(PRESET_SYMBOL_PERFORMANCE.PRESET_ID.eq(presetId))
                .orderBy(PRESET_SYMBOL_PERFORMANCE.SYMBOL)
                .fetch(row -> new Performance(
                        row.value1(),
                        row.value2(),
                        Optional.ofNullable(row.value3()),
                        Optional.ofNullable(row.value4()),
                        row.value5())));
    }

    /** The balances of a preset from a time on, oldest first. */
    public List<Balance> balances(String presetId, long from, int limit) {
        return database.read(sql -> sql.select(
                        PRESET_BALANCE_HISTORY.SYMBOL, PRESET_BALANCE_HISTORY.TIMESTAMP, PRESET_BALANCE_HISTORY.BALANCE)
                .from(PRESET_BALANCE_HISTORY)
                .where(PRESET_BALANCE_HISTORY.PRESET_ID.eq(presetId).and(PRESET_BALANCE_HISTORY.TIMESTAMP.ge(from)))
                .orderBy(PRESET_BALANCE_HISTORY.TIMESTAMP)
                .limit(limit)
                .fetch(row -> new Balance(row.value1(), row.value2(), row.value3())));
    }
}
