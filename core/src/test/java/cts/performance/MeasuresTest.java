package cts.performance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Each measure on figures worked out by hand. */
final class MeasuresTest {
    private static final Offset<Double> EXACT = within(1e-15);

    @Test
    void winRateCountsWinsAmongAllClosed() {
        assertThat(WinRate.of(3, 4)).hasValue(0.75);
        assertThat(WinRate.of(0, 0)).isEmpty();
    }

    @Test
    void profitFactorIsUndefinedWithoutLosses() {
        assertThat(ProfitFactor.of(0.03, -0.02).orElseThrow()).isCloseTo(1.5, EXACT);
        assertThat(ProfitFactor.of(0.03, 0)).isEmpty();
    }

    @Test
    void aGateOnTheProfitFactorHoldsWithoutLossesIffSomethingWasGained() {
        assertThat(ProfitFactor.reaches(0.01, 0, 1.2)).isTrue();
        assertThat(ProfitFactor.reaches(0, 0, 1.2)).isFalse();
        assertThat(ProfitFactor.reaches(0.012, -0.01, 1.2)).isTrue();
        assertThat(ProfitFactor.reaches(0.0119, -0.01, 1.2)).isFalse();
    }

    @Test
    void averageResultIsInSteps() {
        assertThat(AverageResult.of(0.004, 2, 0.001).orElseThrow()).isCloseTo(2, EXACT);
        assertThat(AverageResult.of(0, 0, 0.001)).isEmpty();
    }

    @Test
    void expectancyIsTheMeanResult() {
        assertThat(Expectancy.of(0.03, -0.01, 4).orElseThrow()).isCloseTo(0.005, EXACT);
        assertThat(Expectancy.of(0, 0, 0)).isEmpty();
    }

    @Test
    void sharpeDividesTheMeanByTheSampleDeviation() {
        assertThat(SharpeRatio.of(new double[] {1, 2, 3}).orElseThrow()).isCloseTo(2, EXACT);
        assertThat(SharpeRatio.of(new double[] {2, 4}).orElseThrow()).isCloseTo(3 / Math.sqrt(2), EXACT);
        assertThat(SharpeRatio.of(new double[] {1})).isEmpty();
        assertThat(SharpeRatio.of(new double[] {1, 1})).isEmpty();
    }

    @Test
    void sortinoCountsLossesOverAllResults() {
        assertThat(SortinoRatio.of(new double[] {3, -1, 1, 1}).orElseThrow()).isCloseTo(2, EXACT);
        assertThat(SortinoRatio.of(new double[] {3, -0.5, -0.5, 0}).orElseThrow())
                .isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(SortinoRatio.of(new double[] {1, 2})).isEmpty();
    }

    @Test
    void calmarIsUndefinedWithoutDrawdown() {
        assertThat(CalmarRatio.of(0.2, 0.1).orElseThrow()).isCloseTo(2, EXACT);
        assertThat(CalmarRatio.of(0.2, 0)).isEmpty();
    }

    @Test
    void holdTimeAndFrequencyAreMeans() {
        assertThat(HoldTime.of(900, 3)).hasValue(300);
        assertThat(HoldTime.of(0, 0)).isEmpty();
        assertThat(PositionsPerDay.of(12, 1_000, 43_201_000)).hasValue(24);
        assertThat(PositionsPerDay.of(1, 5, 5)).isEmpty();
    }

    @Test
    void lowerConfidenceBoundLiesBelowTheMean() {
        assertThat(LowerConfidenceBound.of(new double[] {1, 2, 3})).isCloseTo(2 - 1.645 / Math.sqrt(3), within(1e-12));
        assertThat(LowerConfidenceBound.of(new double[] {1, 3})).isCloseTo(2 - 1.645, within(1e-12));
        assertThat(LowerConfidenceBound.of(new double[] {5})).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void drawdownIsMeasuredOnTheCompoundedEquity() {
        Drawdown drawdown = new Drawdown();
        drawdown.add(0.1);
        drawdown.add(-0.2);
        drawdown.add(0.05);
        assertThat(drawdown.compoundReturn()).isCloseTo(1.1 * 0.8 * 1.05 - 1, EXACT);
        assertThat(drawdown.max()).isCloseTo(0.2, EXACT);
        assertThat(drawdown.current()).isCloseTo(1 - 0.8 * 1.05, EXACT);
        drawdown.add(0.5);
        assertThat(drawdown.current()).isZero();
        assertThat(drawdown.max()).isCloseTo(0.2, EXACT);
    }

    @Test
    void drawdownsGoOnFromASnapshot() throws IOException {
        Drawdown drawdown = new Drawdown();
        DrawdownTime time = new DrawdownTime();
        time.start(100);
        double[] nets = {0.1, -0.2, 0.15, -0.05};
        for (int i = 0; i < nets.length; i++) {
            drawdown.add(nets[i]);
            time.add(200L * i, nets[i]);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        drawdown.save(new DataOutputStream(bytes));
        time.save(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        Drawdown drawdownAgain = new Drawdown();
        DrawdownTime timeAgain = new DrawdownTime();
        drawdownAgain.load(in);
        timeAgain.load(in);
        assertThat(in.read()).isEqualTo(-1);
        assertThat(drawdownAgain).usingRecursiveComparison().isEqualTo(drawdown);
        assertThat(timeAgain).usingRecursiveComparison().isEqualTo(time);
        assertThat(timeAgain.sum()).isCloseTo(0, EXACT);
        assertThat(timeAgain.longest(700)).isEqualTo(700);
        assertThat(drawdownAgain.max()).isCloseTo(0.2, EXACT);
    }

    @Test
    void drawdownTimeRunsFromThePeakToTheCloseBackAtIt() {
        DrawdownTime time = new DrawdownTime();
        time.start(100);
        time.add(200, 0.01);
        time.add(300, -0.02);
        assertThat(time.current(350)).isEqualTo(150);
        time.add(500, 0.02);
        assertThat(time.longest(900)).isEqualTo(300);
        assertThat(time.current(900)).isZero();
    }

    @Test
    void drawdownTimeStartsAtTheFirstEntryWhenTheFirstCloseLoses() {
        DrawdownTime time = new DrawdownTime();
        time.start(100);
        time.add(200, -0.01);
        assertThat(time.longest(1000)).isEqualTo(900);
        time.add(1100, 0.01);
        assertThat(time.longest(5000)).isEqualTo(1000);
    }

    @Test
    void aSumBackAtThePeakToWithinRoundingEndsTheDrawdown() {
        DrawdownTime time = new DrawdownTime();
        time.start(0);
        time.add(1, 0.1);
        time.add(2, 0.2);
        time.add(3, -0.2);
        time.add(4, 0.2 - 1e-13);
        assertThat(time.current(10)).isZero();
    }
}
