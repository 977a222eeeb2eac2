package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import cts.server.storage.DatabaseType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The document of the interface against the interface: nothing is missing, and every answer is what it says. */
class OpenApiTest {
    private static final Map<String, String> QUERIES = Map.of(
            "/api/sets/heat-map", "?indication=direction:5&direction=long",
            "/api/market/candles", "?symbol=BTCUSD",
            "/api/indications", "?symbol=BTCUSD");

    private static ApiFixture fixture;
    private static Browser admin;
    private static JsonNode document;

    @BeforeAll
    static void start() {
        fixture = ApiFixture.withUsers(DatabaseType.SQLITE);
        ApiRows.fill(fixture);
        admin = fixture.as("admin");
        try (Browser nobody = fixture.browser()) {
            document = nobody.get("/v3/api-docs").json();
        }
    }

    @AfterAll
    static void stop() {
        admin.close();
        fixture.close();
    }

    @Test
    void everyEndpointHasASummaryAndItsAnswers() {
        assertThat(document.path("openapi").asString()).isEqualTo("3.1.0");
        List<String> faults = new ArrayList<>();
        for (AccessTable.Row row : AccessTable.ROWS) {
            String path = row.pattern().getPatternString().replaceAll("\\{(\\w+):[^}]+}", "{$1}");
            JsonNode operation =
                    document.path("paths").path(path).path(row.method().toLowerCase(Locale.ROOT));
            JsonNode answers = operation.path("responses");
            if (!operation.path("summary").asString("").endsWith(".")) faults.add(row.endpoint() + " has no @Summary");
            if (answers.path("200").path("content").isEmpty()) faults.add(row.endpoint() + " tells no answer");
            boolean guarded = answers.has("401") && answers.has("403");
            if (guarded == (row.least() == Access.ANYONE)) faults.add(row.endpoint() + " tells wrongly who may use it");
        }
        assertThat(faults).isEmpty();
        long operations =
                document.path("paths").valueStream().mapToLong(JsonNode::size).sum();
        assertThat(operations).isEqualTo(AccessTable.ROWS.size());
    }

    @Test
    void everyAnswerIsWhatTheDocumentSays() {
        List<String> faults = new ArrayList<>();
        int looked = 0;
        for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
            String path = each.getKey().replace("{id}", FakeTrading.SET);
            JsonNode content =
                    each.getValue().path("get").path("responses").path("200").path("content");
            if (!content.has("application/json")) continue;
            Browser.Reply reply = admin.get(path + QUERIES.getOrDefault(path, ""));
            assertThat(reply.status()).as(path).isEqualTo(200);
            compare(path, reply.json(), content.path("application/json").path("schema"), faults);
            looked++;
        }
        assertThat(faults).isEmpty();
        assertThat(looked).isGreaterThan(20);
    }

    @Test
    void everyProblemIsWhatTheDocumentSays() {
        List<String> faults = new ArrayList<>();
        JsonNode problem = document.path("components").path("schemas").path("Problem");
        compare("404", admin.get("/api/nothing").json(), problem, faults);
        compare("400", admin.get("/api/sets?limit=0").json(), problem, faults);
        try (Browser nobody = fixture.browser()) {
            compare("401", nobody.get("/api/sets").json(), problem, faults);
        }
        assertThat(faults).isEmpty();
    }

    @Test
    void parametersHaveTheirTypesWordsAndDefaults() {
        JsonNode command =
                document.path("paths").path("/api/trade-engine/{command}").path("post");
        assertThat(command.path("parameters")
                        .path(0)
                        .path("schema")
                        .path("enum")
                        .toString())
                .isEqualTo("[\"start\",\"stop\",\"pause\",\"resume\",\"restart\"]");
        JsonNode limit = parameter("/api/sets", "limit");
        assertThat(limit.path("schema").path("type").asString()).isEqualTo("integer");
        assertThat(limit.path("schema").path("default").asInt()).isEqualTo(50);
        assertThat(limit.path("required").asBoolean()).isFalse();
        assertThat(parameter("/api/sets/heat-map", "indication")
                        .path("required")
                        .asBoolean())
                .isTrue();
        JsonNode login =
                document.path("paths").path("/api/auth/login").path("post").path("requestBody");
        assertThat(login.path("content")
                        .path("application/json")
                        .path("schema")
                        .path("required")
                        .toString())
                .isEqualTo("[\"username\",\"password\"]");
    }

    private static JsonNode parameter(String path, String name) {
        return document.path("paths")
                .path(path)
                .path("get")
                .path("parameters")
                .valueStream()
                .filter(parameter -> parameter.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Adds a sentence for each place where a value is not what its schema says. */
    private static void compare(String where, JsonNode value, JsonNode given, List<String> faults) {
        JsonNode schema = resolved(given, where, faults);
        if (schema.has("anyOf")) {
            if (value.isNull()) return;
            compare(where, value, schema.path("anyOf").path(0), faults);
            return;
        }
        if (schema.isEmpty()) return;
        List<String> types = schema.path("type").isArray()
                ? schema.path("type").valueStream().map(JsonNode::asString).toList()
                : List.of(schema.path("type").asString());
        if (types.stream().noneMatch(type -> fits(type, value))) {
            faults.add(where + " is " + value.getNodeType() + " instead of " + types);
            return;
        }
        if (schema.has("enum") && value.isString()) {
            assertThat(schema.path("enum").valueStream().map(JsonNode::asString))
                    .as(where)
                    .contains(value.asString());
        }
        value.properties().forEach(field -> compareField(where, field, schema, faults));
        schema.path("required")
                .valueStream()
                .map(JsonNode::asString)
                .filter(name -> !value.has(name))
                .forEach(name -> faults.add(where + " lacks " + name));
        if (!value.isArray()) return;
        int index = 0;
        for (JsonNode item : value) compare(where + "[" + index++ + "]", item, schema.path("items"), faults);
    }

    private static void compareField(
            String where, Map.Entry<String, JsonNode> field, JsonNode schema, List<String> faults) {
        String name = where + "." + field.getKey();
        Optional<JsonNode> told = Optional.of(schema.path("properties").path(field.getKey()))
                .filter(found -> !found.isMissingNode())
                .or(() -> Optional.of(schema.path("additionalProperties")).filter(found -> !found.isMissingNode()));
        if (told.isPresent()) compare(name, field.getValue(), told.get(), faults);
        else if (schema.has("properties")) faults.add(name + " is not in the document");
    }

    private static JsonNode resolved(JsonNode schema, String where, List<String> faults) {
        if (!schema.has("$ref")) return schema;
        String reference = schema.path("$ref").asString();
        JsonNode found = document.at(reference.substring(1));
        if (found.isMissingNode()) faults.add(where + " refers to " + reference + ", which is not there");
        return found;
    }

    private static boolean fits(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "null" -> value.isNull();
            default -> false;
        };
    }
}
