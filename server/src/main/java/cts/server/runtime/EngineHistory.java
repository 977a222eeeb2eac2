package cts.server.runtime;

import cts.engine.EngineConnection;
import cts.promotion.Level;
import cts.promotion.SetBook;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Equity and funnel over event time, a point a minute. When there are more than {@link #MOST} points every second one goes
 * and the distance doubles.
 *
 * <p>One loop writes; copies go anywhere.
 */
final class EngineHistory {
    private static final int MOST = 4_000;
    private static final long MINUTE = 60_000;

    private final BigDecimal startBalance;
    private final List<EquityCurve.Point> equity = new ArrayList<>();
    private final List<Funnel.Point> funnel = new ArrayList<>();
    private long distance = MINUTE;
    private long nextPoint = Long.MIN_VALUE;

    EngineHistory(BigDecimal startBalance) {
        this.startBalance = startBalance;
    }

    /** Takes a point if one is due. */
    void observe(long time, EngineConnection connection) {
        if (time < nextPoint) return;
        nextPoint = Math.floorDiv(time, distance) * distance + distance;
        SetBook sets = connection.engine().virtual().sets();
        equity.add(new EquityCurve.Point(time, connection.equity().value()));
        funnel.add(new Funnel.Point(
                time, sets.countAt(Level.MAIN), sets.countAt(Level.REAL), sets.countAt(Level.EXCHANGE)));
        if (equity.size() > MOST) thinOut();
    }

    private void thinOut() {
        distance *= 2;
        for (int kept = 1; kept < equity.size(); kept++) {
            equity.remove(kept);
            funnel.remove(kept);
        }
    }

    EquityCurve equity() {
        return new EquityCurve(startBalance, List.copyOf(equity));
    }

    List<Funnel.Point> funnel() {
        return List.copyOf(funnel);
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(distance);
        out.writeLong(nextPoint);
        out.writeInt(equity.size());
        for (int i = 0; i < equity.size(); i++) {
            out.writeLong(equity.get(i).time());
            out.writeUTF(equity.get(i).equity().toPlainString());
            out.writeLong(funnel.get(i).main());
            out.writeLong(funnel.get(i).real());
            out.writeLong(funnel.get(i).exchange());
        }
    }

    void load(DataInput in) throws IOException {
        distance = in.readLong();
        nextPoint = in.readLong();
        for (int count = in.readInt(); count > 0; count--) {
            long time = in.readLong();
            equity.add(new EquityCurve.Point(time, new BigDecimal(in.readUTF())));
            funnel.add(new Funnel.Point(time, in.readLong(), in.readLong(), in.readLong()));
        }
    }
}
