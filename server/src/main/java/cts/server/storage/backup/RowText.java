package cts.server.storage.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row as a line of a table file: values in the order of the columns with tabs between, {@code \N} for NULL, and a backslash
 * before what would end a value: {@code \\}, {@code \t}, {@code \n}, {@code \r}. It is PostgreSQL's text format of COPY.
 *
 * <p>Stateless, for any thread.
 */
final class RowText {
    static final String NULL = "\\N";
    static final char BETWEEN = '\t';

    private RowText() {}

    static void escape(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> out.append("\\\\");
                case '\t' -> out.append("\\t");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                default -> out.append(c);
            }
        }
    }

    /** The values of a line, unescaped; empty where they are NULL. */
    static List<Optional<String>> values(String line) throws BadValue {
        List<Optional<String>> values = new ArrayList<>();
        int from = 0;
        while (true) {
            int to = line.indexOf(BETWEEN, from);
            String raw = line.substring(from, to < 0 ? line.length() : to);
            values.add(raw.equals(NULL) ? Optional.empty() : Optional.of(unescaped(raw)));
            if (to < 0) return values;
            from = to + 1;
        }
    }

    private static String unescaped(String raw) throws BadValue {
        if (raw.indexOf('\\') < 0) return raw;
        StringBuilder value = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); ) {
            char c = raw.charAt(i++);
            value.append(c == '\\' ? meant(i < raw.length() ? raw.charAt(i++) : ' ') : c);
        }
        return value.toString();
    }

    private static char meant(char escaped) throws BadValue {
        return switch (escaped) {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> throw new BadValue("has a backslash that escapes nothing");
        };
    }
}
