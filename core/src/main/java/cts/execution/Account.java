package cts.execution;

import cts.execution.LedgerEntry.Kind;
import cts.money.Amount;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The money of a connection: balances made of ledger entries, when they were last confirmed by the exchange, and the
 * equity at the start of the UTC day and at its highest. Transfers are neither profit nor loss: an adjustment moves
 * those two marks by the same amount.
 */
final class Account {

    private static final long DAY = 86_400_000;
    private static final long NEVER = Long.MIN_VALUE;

    private final ExecutionJournal journal;
    private final Map<String, Amount> balances = new TreeMap<>();
    private String asset = "";
    private long entries;
    private long readAt = NEVER;
    private long day = NEVER;
    private Amount dayStart = Amount.ZERO;
    private Amount peak = Amount.ZERO;

    Account(ExecutionJournal journal) {
        this.journal = journal;
    }

    /** The exchange's balance while nothing is under way: the first one opens the ledger, later ones may adjust it. */
    void confirm(long time, String reported, Amount balance) {
        if (readAt == NEVER) {
            asset = reported;
            post(time, reported, Kind.OPENING, balance.minus(balance(reported)), "first reading");
        } else if (!balance.equals(balance(reported))) {
            Amount difference = balance.minus(balance(reported));
            post(time, reported, Kind.ADJUSTMENT, difference, "the exchange shows " + balance);
            dayStart = dayStart.plus(difference);
            peak = peak.plus(difference);
        }
        readAt = Math.max(readAt, time);
    }

    /** Whether a reported balance is what our entries add up to. */
    boolean agreesWith(String reported, Amount balance) {
        return readAt != NEVER && balance.equals(balance(reported));
    }

    void post(long time, String of, Kind kind, Amount amount, String reference) {
        if (amount.isZero() && kind != Kind.OPENING) {
            return;
        }
        Amount after = balance(of).plus(amount);
        balances.put(of, after);
        entries++;
        journal.onLedgerEntry(new LedgerEntry(entries, time, of, kind, amount, after, reference));
    }

    /** Notes the equity of this moment for the daily loss and the drawdown. */
    void observe(long time, Amount equity) {
        if (readAt == NEVER) {
            return;
        }
        long today = Math.floorDiv(time, DAY);
        if (today > day) {
            day = today;
            dayStart = equity;
        }
        peak = peak.max(equity);
    }

    Amount balance(String of) {
        return balances.getOrDefault(of, Amount.ZERO);
    }

    /** Balance of the trading asset, the one first reported. */
    Amount balance() {
        return balance(asset);
    }

    boolean isRead() {
        return readAt != NEVER;
    }

    long readAt() {
        return readAt;
    }

    Amount dayStart() {
        return dayStart;
    }

    Amount peak() {
        return peak;
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(balances.size());
        for (Map.Entry<String, Amount> balance : balances.entrySet()) {
            out.writeUTF(balance.getKey());
            balance.getValue().save(out);
        }
        out.writeUTF(asset);
        out.writeLong(entries);
        out.writeLong(readAt);
        out.writeLong(day);
        dayStart.save(out);
        peak.save(out);
    }

    static Account load(DataInput in, ExecutionJournal journal) throws IOException {
        Account account = new Account(journal);
        for (int left = in.readInt(); left > 0; left--) {
            account.balances.put(in.readUTF(), Amount.load(in));
        }
        account.asset = in.readUTF();
        account.entries = in.readLong();
        account.readAt = in.readLong();
        account.day = in.readLong();
        account.dayStart = Amount.load(in);
        account.peak = Amount.load(in);
        return account;
    }
}
