package cts.server.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Types as JSON Schema, in the form that {@link Json} writes them: money as a decimal string, an empty Optional and a number
 * that is not finite as null, a record with all its components. Records are kept by name and referred to.
 *
 * <p>One thread.
 */
final class JsonSchemas {
    private static final String RECORDS = "#/components/schemas/";
    private static final Map<Class<?>, Map<String, Object>> PLAIN = Map.ofEntries(
            Map.entry(String.class, Map.of("type", "string")),
            Map.entry(boolean.class, Map.of("type", "boolean")),
            Map.entry(Boolean.class, Map.of("type", "boolean")),
            Map.entry(int.class, whole("int32")),
            Map.entry(Integer.class, whole("int32")),
            Map.entry(OptionalInt.class, orNull(whole("int32"))),
            Map.entry(long.class, whole("int64")),
            Map.entry(Long.class, whole("int64")),
            Map.entry(OptionalLong.class, orNull(whole("int64"))),
            Map.entry(Number.class, Map.of("type", "number")),
            Map.entry(double.class, orNull(Map.of("type", "number"))),
            Map.entry(Double.class, orNull(Map.of("type", "number"))),
            Map.entry(OptionalDouble.class, orNull(Map.of("type", "number"))),
            Map.entry(BigDecimal.class, Map.of("type", "string", "format", "decimal")));

    private final Map<String, Object> records = new TreeMap<>();

    /** The records that were met, by name. */
    Map<String, Object> records() {
        return records;
    }

    /** The schema of a type. */
    Map<String, Object> of(Type type) {
        return of(type, Map.of());
    }

    private Map<String, Object> of(Type type, Map<TypeVariable<?>, Type> known) {
        return switch (type) {
            case Class<?> plain when PLAIN.containsKey(plain) -> PLAIN.getOrDefault(plain, Map.of());
            case Class<?> choice
            when choice.isEnum() ->
                Map.of(
                        "type",
                        "string",
                        "enum",
                        Arrays.stream(choice.getEnumConstants())
                                .map(String::valueOf)
                                .toList());
            case Class<?> shape when shape.isRecord() -> reference(shape);
            case ParameterizedType generic -> generic(generic, known);
            case TypeVariable<?> variable
            when known.containsKey(variable) -> of(known.getOrDefault(variable, Object.class), known);
            // Whatever it may hold.
            default -> Map.of();
        };
    }

    private Map<String, Object> generic(ParameterizedType type, Map<TypeVariable<?>, Type> known) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) return orNull(of(arguments[0], known));
        if (Collection.class.isAssignableFrom(raw)) return Map.of("type", "array", "items", of(arguments[0], known));
        if (Map.class.isAssignableFrom(raw)) {
            return Map.of("type", "object", "additionalProperties", of(arguments[1], known));
        }
        if (!raw.isRecord()) return Map.of();
        Map<TypeVariable<?>, Type> inside = new HashMap<>(known);
        for (int i = 0; i < arguments.length; i++) inside.put(raw.getTypeParameters()[i], arguments[i]);
        return object(raw, inside);
    }

    private Map<String, Object> reference(Class<?> shape) {
        String name = name(shape);
        if (!records.containsKey(name)) {
            // Noted before it is looked into: a record may hold others of its kind.
            records.put(name, Map.of());
            records.put(name, object(shape, Map.of()));
        }
        return Map.of("$ref", RECORDS + name);
    }

    private Map<String, Object> object(Class<?> shape, Map<TypeVariable<?>, Type> known) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (RecordComponent component : shape.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType(), known));
        }
        return ofProperties(properties, List.copyOf(properties.keySet()));
    }

    static Map<String, Object> ofProperties(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) schema.put("required", required);
        return schema;
    }

    /** {@code Orders.Row}: the simple name alone may stand for several. */
    private static String name(Class<?> shape) {
        return Optional.<Class<?>>ofNullable(shape.getEnclosingClass())
                .map(outer -> outer.getSimpleName() + "." + shape.getSimpleName())
                .orElse(shape.getSimpleName());
    }

    private static Map<String, Object> whole(String format) {
        return Map.of("type", "integer", "format", format);
    }

    private static Map<String, Object> orNull(Map<String, Object> schema) {
        if (schema.get("type") instanceof String type && !schema.containsKey("enum")) {
            Map<String, Object> both = new LinkedHashMap<>(schema);
            both.put("type", List.of(type, "null"));
            return both;
        }
        if (schema.isEmpty() || schema.get("type") instanceof List<?>) return schema;
        List<Object> either = new ArrayList<>(List.of(schema, Map.of("type", "null")));
        return Map.of("anyOf", either);
    }
}
