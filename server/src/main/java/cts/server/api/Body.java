package cts.server.api;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The JSON object that came with a request, read field by field with a sentence for what is missing or wrong. */
record Body(Optional<JsonNode> object) {
    private static final int LONGEST_TEXT = 1_000;

    Body {
        if (object.isPresent() && !object.get().isObject()) {
            throw Refusal.of("body", "The body must be a JSON object.");
        }
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> Refusal.of(name, "The body lacks \"" + name + "\", a text."));
    }

    Optional<String> optionalText(String name) {
        return field(name).map(value -> {
            if (!value.isString() || value.stringValue().length() > LONGEST_TEXT) {
                throw Refusal.of(
                        name,
                        "\"" + name + "\" in the body must be a text of at most " + LONGEST_TEXT + " characters.");
            }
            return value.stringValue();
        });
    }

    /** A yes or no; no when it is missing. */
    boolean isSet(String name) {
        return field(name)
                .map(value -> {
                    if (!value.isBoolean()) {
                        throw Refusal.of(name, "\"" + name + "\" in the body must be true or false.");
                    }
                    return value.booleanValue();
                })
                .orElse(false);
    }

    Optional<Integer> optionalWhole(String name) {
        return field(name).map(value -> {
            if (!value.isInt()) {
                throw Refusal.of(name, "\"" + name + "\" in the body must be a whole number.");
            }
            return value.intValue();
        });
    }

    int whole(String name) {
        return optionalWhole(name)
                .orElseThrow(() -> Refusal.of(name, "The body lacks \"" + name + "\", a whole number."));
    }

    private Optional<JsonNode> field(String name) {
        return object.map(fields -> fields.path(name)).filter(value -> !value.isMissingNode() && !value.isNull());
    }
}
