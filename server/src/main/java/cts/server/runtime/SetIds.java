package cts.server.runtime;

import cts.engine.VirtualSettings;
import cts.indication.IndicationKey;
import cts.market.Instrument;
import cts.market.Timeframe;
import cts.promotion.SetBook;
import cts.promotion.SetState;
import cts.pseudo.Costs;
import cts.pseudo.ExitConfiguration;
import cts.pseudo.ExitGrid;
import cts.pseudo.KernelSettings;
import cts.pseudo.TrailingStop;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The ids of the sets of one connection on one symbol, and of their positions. A set's id follows from its identity and the
 * time of its first entry; it is made once and kept in two longs.
 *
 * <p>The engine's loop makes ids; any thread may ask for the set of an id.
 */
final class SetIds {
    private static final char BETWEEN = '\u001f';

    private final String connectionId;
    private final Instrument instrument;
    private final VirtualSettings settings;
    private final ExitGrid grid;
    /** Both halves of each id, by key × cells + cell; 0 while not known. The upper half is written last. */
    private final AtomicLongArray high;

    private final AtomicLongArray low;

    SetIds(String connectionId, Instrument instrument, VirtualSettings settings) {
        this.connectionId = connectionId;
        this.instrument = instrument;
        this.settings = settings;
        grid = ExitGrid.ofRequests(settings.exits());
        int sets = Math.multiplyExact(settings.keys().size(), grid.size());
        high = new AtomicLongArray(sets);
        low = new AtomicLongArray(sets);
    }

    /** The id of a set that has come to life. */
    String of(int key, int cell, SetState set) {
        int index = key * grid.size() + cell;
        if (high.getPlain(index) == 0) {
            UUID id = StableIds.of(set.firstEntry(), "set", identity(key, cell));
            low.setPlain(index, id.getLeastSignificantBits());
            high.setRelease(index, id.getMostSignificantBits());
        }
        return new UUID(high.getPlain(index), low.getPlain(index)).toString();
    }

    /** Makes the ids of all sets that have come to life, after a restart, so that they are found. */
    void learn(SetBook sets) {
        sets.forEach(this::of);
    }

    /** The set of an id; empty when no set that has come to life here has it. */
    Optional<SetPlace> find(String setId) {
        UUID wanted;
        try {
            wanted = UUID.fromString(setId);
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
        if (wanted.getMostSignificantBits() == 0) return Optional.empty();
        for (int index = 0; index < high.length(); index++) {
            if (high.getAcquire(index) == wanted.getMostSignificantBits()
                    && low.getPlain(index) == wanted.getLeastSignificantBits()) {
                return Optional.of(new SetPlace(index / grid.size(), index % grid.size()));
            }
        }
        return Optional.empty();
    }

    /** Everything that makes a set another set. */
    String identity(int key, int cell) {
        IndicationKey indication = settings.keys().get(key);
        ExitConfiguration exits = grid.cells().get(cell);
        List<String> parts = List.of(
                connectionId,
                instrument.exchange(),
                instrument.symbol(),
                timeframe(),
                indication.type(),
                indication.parameters().toString(),
                indication.direction().code(),
                exits.takeProfit().toPlainString(),
                exits.stopLoss().toPlainString(),
                exits.trailing().map(SetIds::text).orElse("off"),
                Long.toString(timeout()),
                settings.stepPercent().stripTrailingZeros().toPlainString(),
                settings.indications()
                        .history()
                        .stepRelation()
                        .stripTrailingZeros()
                        .toPlainString(),
                Integer.toString(settings.kernel().entryDelay()),
                costModel(),
                presetSet());
        return String.join(String.valueOf(BETWEEN), parts);
    }

    private static String text(TrailingStop trailing) {
        return trailing.start().toPlainString() + "-" + trailing.stop().toPlainString();
    }

    /** The market timeframe, in whose samples the indications see the past. */
    String timeframe() {
        long millis = settings.indications().history().marketTimeframe();
        return Arrays.stream(Timeframe.values())
                .filter(timeframe -> timeframe.millis() == millis)
                .map(Timeframe::code)
                .findFirst()
                .orElse(millis + "ms");
    }

    /** Milliseconds, 0 for none. */
    long timeout() {
        long timeout = settings.kernel().timeout();
        return timeout == KernelSettings.NO_TIMEOUT ? 0 : timeout;
    }

    /** Version of the formulas and their numbers. */
    String costModel() {
        Costs costs = settings.kernel().costs();
        return String.format(
                Locale.ROOT,
                "v%d fee %s slippage %s",
                Costs.MODEL_VERSION,
                costs.feePercent().toPlainString(),
                costs.slippagePercent().toPlainString());
    }

    /** Empty: the main grid. */
    String presetSet() {
        return "";
    }
}
