package cts.exchange;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.regex.Pattern;

/** The name that we give an order before it is sent: 1 to 36 of {@code A-Z a-z 0-9 - _}. */
public record ClientOrderId(String value) implements Comparable<ClientOrderId> {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]{1,36}");

    public ClientOrderId {
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "client order id '" + value + "' is not 1 to 36 letters, digits, dashes or underscores");
        }
    }

    /** Whether a text may be one; what others call their orders may look otherwise. */
    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    @Override
    public int compareTo(ClientOrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** Writes the id for {@link #load}. */
    public void save(DataOutput out) throws IOException {
        out.writeUTF(value);
    }

    /** Reads what {@link #save} wrote. */
    public static ClientOrderId load(DataInput in) throws IOException {
        return new ClientOrderId(in.readUTF());
    }
}
