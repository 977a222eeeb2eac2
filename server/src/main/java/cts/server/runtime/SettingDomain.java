package cts.server.runtime;

import java.math.BigDecimal;
import java.util.List;

/** What values a setting can have. Immutable. */
sealed interface SettingDomain {
    /** Numbers with more digits than this are refused before anything is computed with them. */
    int MOST_DIGITS = 30;

    /** Whether the text is such a value. */
    boolean holds(String text);

    /** What a value is, as the end of "must be …". */
    String words();

    /** A whole number, both ends included. */
    record Whole(long least, long most) implements SettingDomain {
        @Override
        public boolean holds(String text) {
            try {
                long value = Long.parseLong(text);
                return least <= value && value <= most;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }

        @Override
        public String words() {
            return "a whole number from " + least + " to " + most;
        }
    }

    /** An exact decimal number, both ends included. */
    record Decimal(BigDecimal least, BigDecimal most) implements SettingDomain {
        static Decimal of(String least, String most) {
            return new Decimal(new BigDecimal(least), new BigDecimal(most));
        }

        @Override
        public boolean holds(String text) {
            try {
                BigDecimal value = new BigDecimal(text);
                return value.precision() <= MOST_DIGITS
                        && Math.abs((long) value.scale()) <= MOST_DIGITS
                        && least.compareTo(value) <= 0
                        && value.compareTo(most) <= 0;
            } catch (NumberFormatException notANumber) {
                return false;
            }
        }

        @Override
        public String words() {
            return "a number from " + least.toPlainString() + " to " + most.toPlainString();
        }
    }

    /** One of a few words. */
    record Choice(List<String> choices) implements SettingDomain {
        static Choice of(String... choices) {
            return new Choice(List.of(choices));
        }

        @Override
        public boolean holds(String text) {
            return choices.contains(text);
        }

        @Override
        public String words() {
            return String.join(" or ", choices);
        }
    }

    /** Either of two. */
    record Either(SettingDomain one, SettingDomain other) implements SettingDomain {
        @Override
        public boolean holds(String text) {
            return one.holds(text) || other.holds(text);
        }

        @Override
        public String words() {
            return one.words() + ", or " + other.words();
        }
    }

    /** Any text; whoever reads it checks it. */
    record Text() implements SettingDomain {
        @Override
        public boolean holds(String text) {
            return true;
        }

        @Override
        public String words() {
            return "a text";
        }
    }
}
