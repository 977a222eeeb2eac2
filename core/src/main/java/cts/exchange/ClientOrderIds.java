package cts.exchange;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes client order ids, the same ones for the same history: {@code cts}, 7 characters of the installation, 6 of the
 * connection, 5 of the fencing epoch and 9 of a running number, in lower-case base 36. These 30 lower-case letters and
 * digits are legal on every supported exchange, also on those that take no dashes, at most 32 characters, or fold case.
 *
 * <p>One loop owns it.
 */
public final class ClientOrderIds {

    private static final String MARK = "cts";
    private static final int INSTALLATION = 7;
    private static final int CONNECTION = 6;
    private static final int EPOCH = 5;
    private static final int SEQUENCE = 9;
    private static final long HIGHEST_EPOCH = (long) Math.pow(36, EPOCH) - 1;

    private String origin;
    private long epoch;
    private long next;

    /**
     * @param installation id of this installation, any text
     * @param connection id of the connection, any text
     * @param epoch fencing epoch of the lease under which orders are sent, 0 to 36⁵ − 1
     */
    public ClientOrderIds(String installation, String connection, long epoch) {
        this(origin(installation, connection), checked(epoch), 0);
    }

    private ClientOrderIds(String origin, long epoch, long next) {
        this.origin = origin;
        this.epoch = epoch;
        this.next = next;
    }

    /** The next id. */
    public ClientOrderId next() {
        return new ClientOrderId(origin + base36(epoch, EPOCH) + base36(next++, SEQUENCE));
    }

    /** Whether an order id seen at the exchange was made by this installation for this connection, in any epoch. */
    public boolean isOurs(String id) {
        return id.length() == origin.length() + EPOCH + SEQUENCE
                && id.toLowerCase(Locale.ROOT).startsWith(origin);
    }

    /** Whether the next ids are those of this installation. */
    public boolean isOf(String installation, String connection) {
        return origin.equals(origin(installation, connection));
    }

    /**
     * Goes on under another installation, as a copy of this history must: two installations that both go on from it would
     * otherwise give one id to two orders. What was made before counts as another's from now on.
     */
    public void moveTo(String installation, String connection) {
        origin = origin(installation, connection);
    }

    public long epoch() {
        return epoch;
    }

    /**
     * Takes a newer epoch, after a take-over or restart.
     *
     * @throws IllegalArgumentException if the epoch is older than the present one
     */
    public void beginEpoch(long newer) {
        if (newer < epoch) {
            throw new IllegalArgumentException("epoch " + newer + " is older than " + epoch
                    + ": another process holds this connection, so this one must not send");
        }
        epoch = checked(newer);
    }

    /** Writes the complete state for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(origin);
        out.writeLong(epoch);
        out.writeLong(next);
    }

    /** Reads what {@link #save} wrote. */
    public static ClientOrderIds load(DataInput in) throws IOException {
        return new ClientOrderIds(in.readUTF(), in.readLong(), in.readLong());
    }

    private static String origin(String installation, String connection) {
        return MARK + digest(installation, INSTALLATION) + digest(connection, CONNECTION);
    }

    private static long checked(long epoch) {
        if (epoch < 0 || epoch > HIGHEST_EPOCH) {
            throw new IllegalArgumentException("epoch " + epoch + " is outside 0 to " + HIGHEST_EPOCH);
        }
        return epoch;
    }

    /** FNV-1a of the text in base 36: a fixed width for ids of any form. */
    private static String digest(String text, int width) {
        long hash = 0xcbf29ce484222325L;
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (octet & 0xff)) * 0x100000001b3L;
        }
        return base36(Long.remainderUnsigned(hash, (long) Math.pow(36, width)), width);
    }

    private static String base36(long value, int width) {
        String digits = Long.toString(value, 36);
        return "0".repeat(width - digits.length()) + digits;
    }
}
