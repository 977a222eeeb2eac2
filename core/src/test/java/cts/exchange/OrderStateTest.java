package cts.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import cts.exchange.OrderState.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OrderStateTest {

    private static final List<Step> STEPS = List.of(
            Step.SEND, Step.ACCEPT, Step.FILL_PART, Step.FILL_REST, Step.CANCEL, Step.REJECT, Step.EXPIRE, Step.LOSE);

    /** One row per state, one column per step in the order above; – is refused. */
    private static final Map<OrderState, String> EXPECTED = Map.of(
            OrderState.NEW, "SENT UNKNOWN UNKNOWN FILLED CANCELLED – – UNKNOWN",
            OrderState.SENT, "– ACCEPTED PARTIAL FILLED CANCELLED REJECTED EXPIRED UNKNOWN",
            OrderState.ACCEPTED, "– ACCEPTED PARTIAL FILLED CANCELLED REJECTED EXPIRED UNKNOWN",
            OrderState.PARTIAL, "– PARTIAL PARTIAL FILLED CANCELLED – EXPIRED UNKNOWN",
            OrderState.UNKNOWN, "– ACCEPTED UNKNOWN FILLED CANCELLED REJECTED EXPIRED UNKNOWN",
            OrderState.FILLED, "– FILLED FILLED FILLED – – – FILLED",
            OrderState.CANCELLED, "– CANCELLED CANCELLED FILLED CANCELLED – – CANCELLED",
            OrderState.EXPIRED, "– EXPIRED EXPIRED FILLED – – EXPIRED EXPIRED",
            OrderState.REJECTED, "– UNKNOWN UNKNOWN FILLED – REJECTED – REJECTED");

    @Test
    void everyStateTakesEveryStepAsTheTableSays() {
        for (OrderState state : OrderState.values()) {
            String[] row = EXPECTED.getOrDefault(state, "").split(" ");
            assertThat(row).as("%s", state).hasSameSizeAs(STEPS);
            for (int column = 0; column < row.length; column++) {
                Step step = STEPS.get(column);
                String to = state.after(step).map(Enum::name).orElse("–");
                assertThat(to).as("%s + %s", state, step).isEqualTo(row[column]);
            }
        }
        assertThat(STEPS).containsExactlyInAnyOrder(Step.values());
        assertThat(EXPECTED).containsOnlyKeys(OrderState.values());
    }

    @Test
    void noFillIsEverRefused() {
        for (OrderState state : OrderState.values()) {
            assertThat(state.after(Step.FILL_PART)).as("%s", state).isPresent();
            assertThat(state.after(Step.FILL_REST)).as("%s", state).contains(OrderState.FILLED);
        }
    }

    @Test
    void onlyTheExchangesWordLeadsOutOfUnknown() {
        assertThat(OrderState.UNKNOWN.after(Step.SEND)).isEmpty();
        assertThat(OrderState.UNKNOWN.after(Step.LOSE)).contains(OrderState.UNKNOWN);
        assertThat(OrderState.UNKNOWN.hasEnded()).isFalse();
    }
}
