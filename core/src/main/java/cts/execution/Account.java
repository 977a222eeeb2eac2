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
    private Amount differing = Amount.ZERO;
    private long differingEntries = -1;
    private long differingSince;

    Account(ExecutionJournal journal) {
        this.journal = journal;
    }

    /**
     * Takes a reading of the balance. The first opens the ledger; one that agrees confirms it; one that differs adjusts
     * it once it has stayed the same, and our entries too, for as long as a late fill may take.
     *
     * @return whether the balance is confirmed; if not it should be read again soon
     */
    boolean read(long time, String reported, Amount balance, long settle) {
        if (readAt == NEVER) {
            asset = reported;
            post(time, reported, Kind.OPENING, balance.minus(balance(reported)), "first reading");
        } else if (!balance.equals(balance(reported))) {
            if (!balance.equals(differing) || entries != differingEntries) {
                differing = balance;
                differingEntries = entries;
                differingSince = time;
                return false;
            }
            if (time - differingSince < settle) {
                return false;
            }
            Amount difference = balance.minus(balance(reported));
            post(time, reported, Kind.ADJUSTMENT, difference, "the exchange shows " + balance);
            dayStart = dayStart.plus(difference);
            peak = peak.plus(difference);
        }
        readAt = Math.max(readAt, time);
        return true;
    }

    /**
     * Takes a reading while orders are being asked about: their fills may be in it. One that agrees confirms our balance;
     * any other says nothing.
     *
     * @return whether the balance is confirmed
     */
    boolean compare(long time, String reported, Amount balance) {
        differingEntries = -1;
        if (readAt == NEVER || !balance.equals(balance(reported))) {
            return false;
        }
        readAt = Math.max(readAt, time);
        return true;
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
        differing.save(out);
        out.writeLong(differingEntries);
        out.writeLong(differingSince);
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
        account.differing = Amount.load(in);
        account.differingEntries = in.readLong();
        account.differingSince = in.readLong();
        return account;
    }
}
