package cts.server.storage.migration;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A statement or expression cut into words: names and keywords in lower case and without quotes, literals, operators and
 * brackets; without blanks and comments.
 */
final class SqlWords {
    /** Longest first. */
    private static final List<String> OPERATORS =
            List.of("::", "<=", ">=", "<>", "!=", "||", "~~", "=", "<", ">", "+", "-", "*", "/", "%");

    private SqlWords() {}

    /** What a word is. */
    enum Kind {
        NAME,
        /** Was in double quotes, so it is no keyword. */
        QUOTED_NAME,
        TEXT,
        NUMBER,
        SYMBOL
    }

    /**
     * A word.
     *
     * @param text names in lower case, texts with their quotes
     */
    record Word(Kind kind, String text) {
        boolean is(String keyword) {
            return (kind == Kind.NAME || kind == Kind.SYMBOL) && text.equals(keyword);
        }
    }

    static List<Word> of(String sql) {
        List<Word> words = new ArrayList<>();
        int at = 0;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            int end;
            if (Character.isWhitespace(c)) {
                at++;
                continue;
            }
            if (sql.startsWith("--", at)) {
                int line = sql.indexOf('\n', at);
                at = line < 0 ? sql.length() : line + 1;
                continue;
            }
            if (sql.startsWith("/*", at)) {
                int close = sql.indexOf("*/", at);
                at = close < 0 ? sql.length() : close + 2;
                continue;
            }
            if (c == '\'' || c == '"') {
                end = endOfQuoted(sql, at, c);
                words.add(
                        c == '\''
                                ? new Word(Kind.TEXT, sql.substring(at, end))
                                : new Word(Kind.QUOTED_NAME, sql.substring(at + 1, end - 1)));
            } else if (Character.isLetter(c) || c == '_') {
                end = endOf(sql, at, true);
                words.add(new Word(Kind.NAME, sql.substring(at, end).toLowerCase(Locale.ROOT)));
            } else if (Character.isDigit(c)) {
                end = endOf(sql, at, false);
                words.add(new Word(Kind.NUMBER, sql.substring(at, end)));
            } else {
                String symbol = symbol(sql, at);
                end = at + symbol.length();
                words.add(new Word(Kind.SYMBOL, symbol));
            }
            at = end;
        }
        return words;
    }

    private static int endOfQuoted(String sql, int at, char quote) {
        int end = at + 1;
        while (end < sql.length()) {
            if (sql.charAt(end) == quote) {
                if (end + 1 < sql.length() && sql.charAt(end + 1) == quote) {
                    end++;
                } else {
                    return end + 1;
                }
            }
            end++;
        }
        return sql.length();
    }

    private static int endOf(String sql, int at, boolean name) {
        int end = at;
        while (end < sql.length()
                && (Character.isLetterOrDigit(sql.charAt(end)) || sql.charAt(end) == (name ? '_' : '.'))) {
            end++;
        }
        return end;
    }

    private static String symbol(String sql, int at) {
        return OPERATORS.stream()
                .filter(operator -> sql.startsWith(operator, at))
                .findFirst()
                .orElse(sql.substring(at, at + 1));
    }
}
