package cts.server.storage.repository;

import cts.server.storage.StorageException;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Checks of values on their way into a row, and of filters on their way into a query. */
final class Checked {
    private Checked() {}

    /** The word, if it is one of those the table takes. */
    static String word(String column, String word, List<String> words) {
        if (!words.contains(word)) {
            throw StorageException.refused(
                    column + " is \"" + word + "\" but must be one of " + String.join(", ", words) + ".");
        }
        return word;
    }

    /** A filter: equal to the value if there is one, else everything. */
    static <T> Condition equal(Field<T> field, Optional<T> value) {
        return value.map(field::eq).orElseGet(DSL::noCondition);
    }

    /**
     * One of some words, written into the text with OR as in the indexes of those that live: only so the databases see that
     * such an index fits.
     */
    static Condition anyOf(Field<String> field, List<String> words) {
        return words.stream()
                .map(word -> field.eq(DSL.inline(word)))
                .reduce(Condition::or)
                .orElseGet(DSL::falseCondition);
    }

    /**
     * Equal to a value, checked on rows that another condition finds: this one is not searched by, although its column begins
     * an index, because very many rows have the value.
     */
    static Condition besides(Field<String> field, String value) {
        return DSL.coalesce(field, DSL.inline("")).eq(value);
    }

    /** An order in which no index is read: the rows are few once they are found, and are sorted then. */
    static Field<String> sorted(Field<String> field) {
        return DSL.coalesce(field, DSL.inline(""));
    }

    /** The value of a column that may be NULL. */
    static <T> Optional<T> optional(Record record, Field<T> field) {
        return Optional.ofNullable(record.get(field));
    }
}
