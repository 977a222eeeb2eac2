package cts.indication;

import cts.market.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;

/** All types of indication there are, and the keys that a text asks for. Immutable, for any thread. */
public final class IndicationCatalogue {
    private final NavigableMap<String, IndicationType> types = new TreeMap<>();

    private IndicationCatalogue(Iterable<IndicationType> found) {
        for (IndicationType type : found) {
            if (types.put(type.name(), type) != null) {
                throw new IllegalStateException("two indications are called " + type.name());
            }
        }
    }

    /** Every type on the class path. */
    public static IndicationCatalogue load() {
        return new IndicationCatalogue(ServiceLoader.load(IndicationType.class));
    }

    public Set<String> names() {
        return types.keySet();
    }

    /**
     * The type called {@code name}.
     *
     * @throws IllegalArgumentException listing the known ones
     */
    public IndicationType type(String name) {
        IndicationType type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException(
                    "there is no indication '" + name + "': choose among " + String.join(", ", types.keySet()));
        }
        return type;
    }

    /**
     * The keys of both directions that {@code text} asks for, by type, parameters, LONG before SHORT: names separated by
     * commas, each alone (its defaults) or with a value or range: {@code direction:3-30,move,active:0.5-2.5/0.5}.
     *
     * @throws IllegalArgumentException naming the part that is wrong
     */
    public List<IndicationKey> parse(String text) {
        Set<IndicationKey> keys = new LinkedHashSet<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.strip().split(":", 2);
            IndicationType type = type(sides[0]);
            List<Parameters> all = sides.length == 1 ? type.defaults() : range(part, sides[1]);
            for (Parameters parameters : all) {
                check(type, parameters, part);
                for (Direction direction : Direction.values()) {
                    keys.add(new IndicationKey(type.name(), parameters, direction));
                }
            }
        }
        List<IndicationKey> sorted = new ArrayList<>(keys);
        sorted.sort(Comparator.comparing(IndicationKey::type)
                .thenComparing(IndicationKey::parameters)
                .thenComparing(IndicationKey::direction));
        return List.copyOf(sorted);
    }

    private static void check(IndicationType type, Parameters parameters, String part) {
        try {
            type.rule(parameters, new SymbolHistory(SymbolHistory.Settings.DEFAULT));
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException("indication '" + part + "': " + impossible.getMessage(), impossible);
        }
    }

    private static List<Parameters> range(String part, String text) {
        try {
            String[] ends = text.split("-", 2);
            if (ends.length == 1) return List.of(Parameters.of(text.split("/")));
            String[] lastAndStep = ends[1].split("/", 2);
            return Parameters.range(ends[0], lastAndStep[0], lastAndStep.length == 2 ? lastAndStep[1] : "1");
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException(
                    "indication '" + part + "' is not a name, name:value or name:first-last/step", notANumber);
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException("indication '" + part + "': " + impossible.getMessage(), impossible);
        }
    }
}
