package cts.pseudo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cells and reasons are called where people and files name them, and in which order they stand. */
final class ExitNamesTest {
    private static final Optional<RequestedExit.TrailingPercent> NARROW =
            Optional.of(new RequestedExit.TrailingPercent(new BigDecimal("0.30"), new BigDecimal("0.10")));
    private static final Optional<RequestedExit.TrailingPercent> WIDE =
            Optional.of(new RequestedExit.TrailingPercent(new BigDecimal("0.3"), new BigDecimal("0.2")));

    private static RequestedExit request(
            String takeProfit, String stopLoss, Optional<RequestedExit.TrailingPercent> trailing) {
        BigDecimal distance = new BigDecimal(takeProfit).movePointLeft(3);
        return new RequestedExit(
                new BigDecimal(takeProfit),
                new BigDecimal(stopLoss),
                trailing,
                new ExitConfiguration(
                                distance,
                                distance.multiply(new BigDecimal(stopLoss)),
                                trailing.map(RequestedExit.TrailingPercent::distance))
                        .effective());
    }

    @Test
    void aRequestIsCalledByItsNumbersInTheirShortestForm() {
        assertThat(request("6.0", "0.50", Optional.empty()).label()).isEqualTo("6/0.5/off");
        assertThat(request("10", "1", NARROW).label()).isEqualTo("10/1/0.3-0.1");
    }

    @Test
    void requestsStandByTakeProfitStopLossAndTrailingWithOffFirst() {
        List<RequestedExit> ordered = List.of(
                request("4", "2", WIDE),
                request("6", "0.5", Optional.empty()),
                request("6", "0.5", NARROW),
                request("6", "0.5", WIDE),
                request("6", "1", Optional.empty()),
                request("10", "0.2", Optional.empty()));
        assertThat(ordered.reversed().stream().sorted().toList()).isEqualTo(ordered);
        List<ExitConfiguration> cells =
                ordered.stream().map(RequestedExit::configuration).toList();
        assertThat(cells.reversed().stream().sorted().toList()).isEqualTo(cells);
        assertThat(ExitGrid.of(cells.reversed()).cells()).isEqualTo(cells);
    }

    @Test
    void aCellIsCalledByTheFirstRequestThatComesToIt() {
        // A trailing stop that starts at the take profit is as good as none.
        List<RequestedExit> requests =
                List.of(request("3", "1", NARROW), request("3", "1", Optional.empty()), request("4", "1", NARROW));
        ExitGrid grid = ExitGrid.ofRequests(requests);
        assertThat(grid.size()).isEqualTo(2);
        ExitLabels labels = new ExitLabels(grid, requests);
        assertThat(List.of(labels.of(0), labels.of(1))).containsExactly("3/1/off", "4/1/0.3-0.1");
    }

    @Test
    void reasonsHaveNumbersAndCodesThatNeverChange() {
        assertThat(Arrays.stream(ExitReason.values()).map(reason -> reason.number() + " " + reason.code()))
                .containsExactly("0 stop_loss", "1 trailing_stop", "2 take_profit", "3 timeout");
        for (ExitReason reason : ExitReason.values()) {
            assertThat(ExitReason.of(reason.number())).isEqualTo(reason);
        }
        assertThatThrownBy(() -> ExitReason.of(4)).hasMessage("there is no exit reason number 4");
    }

    @Test
    void refusesDistancesThatNoPriceCanReach() {
        BigDecimal half = new BigDecimal("0.5");
        assertThatThrownBy(() -> new ExitConfiguration(BigDecimal.ONE, half, Optional.empty()))
                .hasMessage("take profit distance 1 is not between 0 and 1 (of the entry price)");
        assertThatThrownBy(() -> new ExitConfiguration(half, BigDecimal.ZERO, Optional.empty()))
                .hasMessage("stop loss distance 0 is not between 0 and 1 (of the entry price)");
    }
}
