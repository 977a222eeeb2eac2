package cts.server.runtime;

import cts.indication.IndicationKey;
import cts.market.Instrument;
import cts.server.storage.Write;
import cts.server.storage.repository.IndicationStates;
import java.util.List;

/** Rows of the indications: when each fired last, kept for two days of event time. Immutable. */
final class SignalRows {
    private static final long KEPT = 48 * 3_600_000L;

    private final String connectionId;
    private final Instrument instrument;
    private final List<IndicationKey> keys;

    SignalRows(String connectionId, Instrument instrument, List<IndicationKey> keys) {
        this.connectionId = connectionId;
        this.instrument = instrument;
        this.keys = List.copyOf(keys);
    }

    Write<?> fired(int key, long time, double strength) {
        IndicationKey indication = keys.get(key);
        String symbol = instrument.symbol();
        return IndicationStates.write(new IndicationStates.Row(
                StableIds.of(0, "indication state", connectionId, symbol, indication)
                        .toString(),
                connectionId,
                symbol,
                indication.type(),
                indication.parameters().toString(),
                indication.direction().name(),
                strength,
                time,
                time + KEPT));
    }
}
