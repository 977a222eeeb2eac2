package cts.execution;

import cts.exchange.ExchangeEvent.BalanceReport;
import cts.exchange.ExchangeEvent.Funding;
import cts.exchange.Fill;
import cts.execution.LedgerEntry.Kind;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Brings fills, fundings and reported balances into positions and account. */
final class Bookkeeping {

    private static final int FUNDINGS_REMEMBERED = 1_000;

    private final Account account;
    private final Positions positions;
    private final Orders orders;
    private final EntryChecks checks;
    private final Set<String> fundings = new LinkedHashSet<>();

    Bookkeeping(Account account, Positions positions, Orders orders, EntryChecks checks) {
        this.account = account;
        this.positions = positions;
        this.orders = orders;
        this.checks = checks;
    }

    /** Notes the equity of this moment. */
    void observe(long time) {
        account.observe(time, checks.equity());
    }

    /** Counts a fill that is new. */
    void count(DeskOrder order, Fill fill) {
        positions.find(order.intent().positionId()).ifPresent(position -> positions.count(position, order, fill));
        if (order.intent().purpose() == Purpose.ENTRY) {
            orders.awaitAttached(order, fill.time());
        }
    }

    /** Takes a reading of the balance; whether it is confirmed. */
    boolean onBalance(BalanceReport report) {
        boolean confirmed = account.read(
                report.time(),
                report.asset(),
                report.balance(),
                orders.timings().notFound());
        observe(report.time());
        return confirmed;
    }

    /** Counts a funding, once per id. */
    void onFunding(Funding funding) {
        if (!fundings.add(funding.fundingId())) {
            return;
        }
        if (fundings.size() > FUNDINGS_REMEMBERED) {
            fundings.remove(fundings.iterator().next());
        }
        account.post(funding.time(), funding.asset(), Kind.FUNDING, funding.amount(), funding.fundingId());
        positions
                .holder(funding.symbol(), funding.direction())
                .filter(position -> position.instrument().quote().equals(funding.asset()))
                .ifPresent(position -> {
                    position.fund(funding.amount());
                    positions.changed(position);
                });
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(fundings.size());
        for (String funding : fundings) {
            out.writeUTF(funding);
        }
    }

    void restore(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            fundings.add(in.readUTF());
        }
    }
}
