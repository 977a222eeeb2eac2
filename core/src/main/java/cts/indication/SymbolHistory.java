package cts.indication;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/** What the rules of one symbol see of its past, kept once for all of them. */
public final class SymbolHistory {

    /**
     * How the past is cut.
     *
     * @param stepPercent the step, in percent of the price, 0.01 to 1
     * @param stepRelation width of a level in steps, 0.2 to 1
     * @param marketTimeframe length of a sample in milliseconds, above 0
     */
    public record Settings(BigDecimal stepPercent, BigDecimal stepRelation, long marketTimeframe) {
        public static final Settings DEFAULT = new Settings(new BigDecimal("0.1"), BigDecimal.ONE, 1000);

        public Settings {
            within("step-percent", stepPercent, "0.01", "1");
            within("step-relation", stepRelation, "0.2", "1");
            if (marketTimeframe <= 0) throw new IllegalArgumentException("the market timeframe is not above 0 ms");
        }

        /** The same with another step. */
        public Settings withStepPercent(BigDecimal percent) {
            return new Settings(percent, stepRelation, marketTimeframe);
        }

        private static void within(String name, BigDecimal value, String least, String most) {
            if (value.compareTo(new BigDecimal(least)) < 0 || value.compareTo(new BigDecimal(most)) > 0) {
                throw new IllegalArgumentException(
                        name + " " + value.toPlainString() + " is not from " + least + " to " + most);
            }
        }
    }

    private static final long ACTIVE_WINDOW = 60_000;

    private final StepSeries steps;
    private final MarketSamples samples;
    private final PriceWindow lastMinute = new PriceWindow(ACTIVE_WINDOW);

    public SymbolHistory(Settings settings) {
        BigDecimal width =
                settings.stepPercent().multiply(settings.stepRelation()).movePointLeft(2);
        steps = new StepSeries(BigDecimal.ONE.add(width).doubleValue());
        samples = new MarketSamples(settings.marketTimeframe());
    }

    /**
     * The next price: of a tick, or the close of a candle.
     *
     * @param time of the event
     * @param duration of the candle in milliseconds, 0 for a tick
     */
    public void add(long time, long duration, double price) {
        steps.add(price);
        samples.add(time, duration, price);
        lastMinute.add(time, price);
    }

    public StepSeries steps() {
        return steps;
    }

    public MarketSamples samples() {
        return samples;
    }

    /** The prices of the last 60 s. */
    public PriceWindow lastMinute() {
        return lastMinute;
    }

    void save(DataOutput out) throws IOException {
        steps.save(out);
        samples.save(out);
        lastMinute.save(out);
    }

    void load(DataInput in) throws IOException {
        steps.load(in);
        samples.load(in);
        lastMinute.load(in);
    }
}
