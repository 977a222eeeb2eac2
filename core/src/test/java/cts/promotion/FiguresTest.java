package cts.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    @Test
    void aThresholdItselfIsReachedAndNotExceeded() {
        assertThat(Figures.QUICK.atLeast("a", 0.6, 0.6)).isTrue();
        assertThat(Figures.QUICK.atMost("a", 12, 12)).isTrue();
        assertThat(Figures.QUICK.above("a", 0, 0)).isFalse();
        assertThat(Figures.QUICK.eitherAbove("a", 0.4, "b", 0.4, 0.4)).isFalse();
    }

    @Test
    void aFigureThatCannotBeMeasuredHoldsNothing() {
        assertThat(Figures.QUICK.atLeast("a", Double.NaN, 0)).isFalse();
        assertThat(Figures.QUICK.atMost("a", Double.NaN, 0)).isFalse();
        assertThat(Figures.QUICK.eitherAbove("a", Double.NaN, "b", 0.5, 0.4)).isTrue();
        assertThat(Figures.QUICK.eitherAbove("a", 0.5, "b", Double.NaN, 0.4)).isTrue();
        assertThat(Figures.QUICK.eitherAbove("a", Double.NaN, "b", Double.NaN, 0.4))
                .isFalse();
    }

    @Test
    void theBetterOfTwoIsTheOneThatIsNoted() {
        Figures figures = Figures.recording();
        figures.eitherAbove("worse", 0.1, "better", 0.2, 0.4);
        figures.eitherAbove("first", 0.3, "second", 0.3, 0.4);
        assertThat(figures.noted())
                .containsExactly(
                        new Figure("better", 0.2, "above", 0.4, false), new Figure("first", 0.3, "above", 0.4, false));
    }

    @Test
    void aProfitFactorIsNotedAsItIsMeasured() {
        Figures figures = Figures.recording();
        figures.reaches("usual", 0.03, -0.02, 1.2);
        figures.reaches("without losses", 0.03, 0, 1.2);
        figures.reaches("without anything", 0, 0, 1.2);
        assertThat(figures.noted().stream().map(Figure::value)).containsExactly(1.5, Double.POSITIVE_INFINITY, 0.0);
        assertThat(figures.noted().stream().map(Figure::holds)).containsExactly(true, true, false);
    }

    @Test
    void recordingGoesOnAfterAFailureAndNotesIt() {
        Figures figures = Figures.recording();
        assertThat(figures.atLeast("a", 2, 1)).isTrue();
        assertThat(figures.atLeast("b", 1, 2)).as("the gate goes on").isTrue();
        assertThat(figures.noted())
                .isEqualTo(List.of(new Figure("a", 2, "at least", 1, true), new Figure("b", 1, "at least", 2, false)));
        assertThat(Figures.QUICK.noted()).isEmpty();
    }

    @Test
    void refusesSettingsThatCannotBe() {
        assertThat(GateSettings.PAPER.withHistorySize(50).historySize()).isEqualTo(50);
        assertThat(GateSettings.PAPER.withHistorySize(750).historySize()).isEqualTo(750);
        assertThatThrownBy(() -> GateSettings.PAPER.withHistorySize(49))
                .hasMessage("history-per-set 49 is not from 50 to 750");
        assertThatThrownBy(() -> GateSettings.PAPER.withHistorySize(751))
                .hasMessage("history-per-set 751 is not from 50 to 750");
    }
}
