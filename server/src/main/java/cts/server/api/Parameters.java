package cts.server.api;

import cts.server.storage.repository.Page;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checks of query parameters, with a sentence that names the one that will not do. */
final class Parameters {
    static final String LIMIT = "50";
    static final List<String> DIRECTIONS = List.of("long", "short");
    static final List<String> LEVELS = List.of("base", "main", "real", "exchange");
    static final List<String> STATUSES = List.of("evaluating", "active", "paused", "failed");
    static final List<String> TIMEFRAMES = List.of("1m", "5m", "15m", "1h", "4h");
    private static final int MOST = 500;

    private Parameters() {}

    static Page.Request page(int limit, Optional<String> cursor) {
        return new Page.Request(limit(limit, MOST), cursor);
    }

    static int limit(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw Refusal.of("limit", "limit is " + limit + " but must be from 1 to " + most + ".");
        }
        return limit;
    }

    static String oneOf(String name, String given, List<String> words) {
        if (!words.contains(given)) {
            throw Refusal.of(
                    name,
                    name + " is \"" + Problem.shown(given) + "\" but must be one of " + String.join(", ", words) + ".");
        }
        return given;
    }

    static Optional<String> oneOf(String name, Optional<String> given, List<String> words) {
        return given.map(word -> oneOf(name, word, words));
    }

    /** The constant whose name in lower case is given. */
    static <E extends Enum<E>> Optional<E> constant(String name, Optional<String> given, Class<E> type) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return oneOf(name, given, words).map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)));
    }
}
