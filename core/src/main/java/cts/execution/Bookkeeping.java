package cts.execution;

import cts.exchange.Exchange;
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
    private static final long BALANCE_AGAIN = 2_000;

    private final Exchange exchange;
    private final Account account;
    private final Positions positions;
    private final Orders orders;
    private final EntryChecks checks;
    private final Set<String> fundings = new LinkedHashSet<>();
    private long balanceAskAt = Long.MAX_VALUE;

    Bookkeeping(Exchange exchange, Account account, Positions positions, Orders orders, EntryChecks checks) {
        this.exchange = exchange;
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

    /** Asks for the balance; the answer comes as a report. */
    void askBalance(long time) {
        balanceAskAt = time + orders.timings().balance();
        exchange.queryBalance();
    }

    /** Asks for the balance when it is time, and notes the equity. */
    void tend(long time) {
        if (orders.isConnected() && time >= balanceAskAt) {
            askBalance(time);
        }
        observe(time);
    }

    /** Takes a reading of the balance; one that is not confirmed is asked for again soon. */
    void onBalance(BalanceReport report, long now) {
        boolean confirmed = orders.isAsking()
                ? account.compare(report.time(), report.asset(), report.balance())
                : account.read(
                        report.time(),
                        report.asset(),
                        report.balance(),
                        orders.timings().notFound());
        observe(report.time());
        if (!confirmed) {
            balanceAskAt = Math.min(balanceAskAt, now + BALANCE_AGAIN);
        }
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
        out.writeLong(balanceAskAt);
    }

    void restore(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            fundings.add(in.readUTF());
        }
        balanceAskAt = in.readLong();
    }
}
