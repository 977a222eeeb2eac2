package cts.server.storage.backup;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON in the one form that the text a program wrote and what PostgreSQL made of it share: no white space, keys in the order
 * of their characters, of a key that comes twice the last value, numbers without exponent, only those characters escaped that
 * must be.
 *
 * <p>Stateless, for any thread.
 */
final class CanonicalJson {
    private static final JsonFactory JSON = new JsonFactory();
    /** Beyond this many digits a number would take more room than any value is worth. */
    private static final int MOST_DIGITS = 10_000;

    private CanonicalJson() {}

    /** The canonical form. */
    static String of(String text) throws BadValue {
        if (text.equals("{}") || text.equals("[]")) return text;
        StringBuilder canonical = new StringBuilder(text.length());
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            parser.nextToken();
            append(parser, canonical);
            if (parser.nextToken() != null) throw new BadValue("has text after its JSON value");
        } catch (JacksonException broken) {
            throw new BadValue("is no JSON (" + broken.getOriginalMessage() + ")", broken);
        }
        return canonical.toString();
    }

    private static void append(JsonParser parser, StringBuilder out) throws BadValue {
        JsonToken token = parser.currentToken();
        if (token == null) throw new BadValue("is empty where JSON must be");
        switch (token) {
            case START_OBJECT -> appendObject(parser, out);
            case START_ARRAY -> appendArray(parser, out);
            case VALUE_STRING -> appendText(parser.getString(), out);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> out.append(number(parser.getString()));
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> out.append(parser.getString());
            case END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                throw new BadValue("is no JSON (" + token + " where a value must be)");
        }
    }

    private static void appendObject(JsonParser parser, StringBuilder out) throws BadValue {
        Map<String, String> members = new TreeMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            parser.nextToken();
            StringBuilder value = new StringBuilder();
            append(parser, value);
            members.put(key, value.toString());
        }
        out.append('{');
        String comma = "";
        for (Map.Entry<String, String> member : members.entrySet()) {
            out.append(comma);
            appendText(member.getKey(), out);
            out.append(':').append(member.getValue());
            comma = ",";
        }
        out.append('}');
    }

    private static void appendArray(JsonParser parser, StringBuilder out) throws BadValue {
        out.append('[');
        String comma = "";
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            out.append(comma);
            append(parser, out);
            comma = ",";
        }
        out.append(']');
    }

    /** Keeps decimals as they are, as PostgreSQL does: 1.0 stays 1.0. */
    private static String number(String text) throws BadValue {
        BigDecimal value = new BigDecimal(text);
        if (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS) {
            throw new BadValue("holds a number of more than " + MOST_DIGITS + " digits");
        }
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }

    private static void appendText(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ') out.append(String.format("\\u%04x", (int) c));
                    else out.append(c);
                }
            }
        }
        out.append('"');
    }
}
