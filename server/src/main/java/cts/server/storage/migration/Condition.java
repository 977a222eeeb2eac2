package cts.server.storage.migration;

import cts.server.storage.migration.SqlWords.Kind;
import cts.server.storage.migration.SqlWords.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A condition of a check or a partial index in one spelling, whichever database told it. PostgreSQL keeps a condition as it
 * understood it – {@code role = ANY (ARRAY['a'::text])} for {@code role IN ('a')}, {@code (x >= 1) AND (x <= 3)} for
 * {@code x BETWEEN 1 AND 3} – and SQLite as it was written; both come out as the same text here, in lower case, without
 * casts, with brackets only where operators of different kinds meet.
 */
final class Condition {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", "<=", ">", ">=", "~~");
    /** One function by the name each database has for it. */
    private static final Map<String, String> FUNCTIONS = Map.of("jsonb_typeof", "json_type");
    /** Words that go on a type's name. */
    private static final Set<String> TYPE_TAILS = Set.of("precision", "varying", "with", "without", "time", "zone");

    private static final Set<String> NUMBERS = Set.of("integer", "bigint", "numeric", "double");
    private static final Pattern QUOTED_NUMBER = Pattern.compile("'-?[0-9.]+'");

    private final List<Word> words;
    private int at;

    private Condition(List<Word> words) {
        this.words = words;
    }

    /** The condition in its one spelling; what is not understood stays as it is, in single blanks. */
    static String normal(String sql) {
        return normal(SqlWords.of(sql));
    }

    static String normal(List<Word> words) {
        try {
            Condition parser = new Condition(words);
            Part whole = parser.or();
            if (parser.at != words.size()) {
                throw new NotUnderstood();
            }
            return whole.text();
        } catch (NotUnderstood strange) {
            return words.stream().map(Word::text).collect(Collectors.joining(" "));
        }
    }

    /** A condition of a kind that our scripts do not use. */
    private static final class NotUnderstood extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super("not understood", null, false, false);
        }
    }

    /**
     * What was read.
     *
     * @param operator of its outermost operation; empty for a value
     */
    private record Part(String operator, String text) {
        static Part value(String text) {
            return new Part("", text);
        }

        String within(String outer) {
            return operator.isEmpty() || operator.equals(outer) ? text : "(" + text + ")";
        }
    }

    private Part or() {
        return chain("or", this::and);
    }

    private Part and() {
        return chain("and", this::not);
    }

    private Part chain(String operator, Supplier<Part> operand) {
        List<Part> parts = new ArrayList<>(List.of(operand.get()));
        while (accept(operator)) {
            parts.add(operand.get());
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        return new Part(
                operator,
                parts.stream().map(part -> part.within(operator)).collect(Collectors.joining(" " + operator + " ")));
    }

    private Part not() {
        if (accept("not")) {
            return new Part("not", "not " + not().within(""));
        }
        return comparison();
    }

    private Part comparison() {
        Part left = sum();
        while (true) {
            if (accept("is")) {
                boolean not = accept("not");
                demand("null");
                left = new Part("is", left.within("") + (not ? " is not null" : " is null"));
            } else if (accept("in")) {
                left = new Part("in", left.within("") + " in " + list("(", ")"));
            } else if (peek("not") && peekAfter("in")) {
                at += 2;
                left = new Part("in", left.within("") + " not in " + list("(", ")"));
            } else if (accept("between")) {
                Part least = sum();
                demand("and");
                Part most = sum();
                left = new Part(
                        "and",
                        "(" + left.within("") + " >= " + least.within("") + ") and (" + left.within("") + " <= "
                                + most.within("") + ")");
            } else if (at < words.size() && COMPARISONS.contains(operator())) {
                String operator = operator();
                at++;
                left = compared(left, operator);
            } else {
                return left;
            }
        }
    }

    private Part compared(Part left, String operator) {
        if (operator.equals("=") && accept("any")) {
            return new Part("in", left.within("") + " in " + array());
        }
        if (operator.equals("<>") && accept("all")) {
            return new Part("in", left.within("") + " not in " + array());
        }
        return new Part("compare", left.within("") + " " + operator + " " + sum().within(""));
    }

    /** {@code (ARRAY[…])}, perhaps with a cast. */
    private String array() {
        demand("(");
        boolean inner = accept("(");
        demand("array");
        String list = list("[", "]");
        if (inner) {
            demand(")");
        }
        cast(Part.value(list));
        demand(")");
        return list;
    }

    private String list(String open, String close) {
        demand(open);
        List<String> items = new ArrayList<>();
        do {
            items.add(or().text());
        } while (accept(","));
        demand(close);
        return "(" + String.join(", ", items) + ")";
    }

    private Part sum() {
        return operations(Set.of("+", "-", "||"), this::product);
    }

    private Part product() {
        return operations(Set.of("*", "/", "%"), this::operand);
    }

    private Part operations(Set<String> operators, Supplier<Part> operand) {
        Part left = operand.get();
        while (at < words.size() && operators.contains(operator())) {
            String operator = operator();
            at++;
            left = new Part(
                    operator,
                    left.within("") + " " + operator + " " + operand.get().within(""));
        }
        return left;
    }

    private Part operand() {
        Part part;
        if (accept("-")) {
            part = Part.value("-" + operand().within(""));
        } else if (accept("(")) {
            part = or();
            demand(")");
        } else {
            part = name();
        }
        return cast(part);
    }

    private Part name() {
        if (at >= words.size()) {
            throw new NotUnderstood();
        }
        Word word = words.get(at++);
        if (word.kind() == Kind.SYMBOL) {
            throw new NotUnderstood();
        }
        if (word.kind() == Kind.NAME && peek("(")) {
            return Part.value(FUNCTIONS.getOrDefault(word.text(), word.text()) + list("(", ")"));
        }
        return Part.value(word.text());
    }

    /** Reads over {@code ::double precision} and the like; PostgreSQL writes a negative number {@code '-1'::integer}. */
    private Part cast(Part part) {
        Part left = part;
        while (accept("::")) {
            if (at >= words.size()) {
                throw new NotUnderstood();
            }
            if (NUMBERS.contains(words.get(at++).text())
                    && QUOTED_NUMBER.matcher(left.text()).matches()) {
                left = Part.value(left.text().replace("'", ""));
            }
            while (at < words.size() && TYPE_TAILS.contains(words.get(at).text())) {
                at++;
            }
            if (accept("(")) {
                while (!accept(")")) {
                    if (++at > words.size()) {
                        throw new NotUnderstood();
                    }
                }
            }
            if (accept("[")) {
                demand("]");
            }
        }
        return left;
    }

    /** The operator here, by its one name. */
    private String operator() {
        Word word = words.get(at);
        if (word.is("!=")) return "<>";
        return word.is("like") ? "~~" : word.kind() == Kind.SYMBOL ? word.text() : "";
    }

    private boolean peek(String text) {
        return at < words.size() && words.get(at).is(text);
    }

    private boolean peekAfter(String text) {
        return at + 1 < words.size() && words.get(at + 1).is(text);
    }

    private boolean accept(String text) {
        if (peek(text)) {
            at++;
            return true;
        }
        return false;
    }

    private void demand(String text) {
        if (!accept(text)) {
            throw new NotUnderstood();
        }
    }
}
