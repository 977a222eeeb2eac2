package cts.server.api;

import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The interface as an OpenAPI 3.1 document, read off what serves it: paths, parameters and answers from the controllers,
 * roles from the {@link AccessTable}, sentences from {@link Summary}.
 */
final class OpenApiDocument {
    private static final Pattern WORDS = Pattern.compile("\\{(\\w+):([^}]+)}");
    private static final String PROBLEM = "Problem";
    private static final String ABOUT = """
            Successes are {"success": true, "data": …}. Failures are problem+json (RFC 9457) with "success": false, "error" and \
            "details". Lists have "items" and "nextCursor", which asks for the next part. Times are milliseconds since 1970, \
            returns are fractions, money is a decimal string.""";

    private final JsonSchemas schemas = new JsonSchemas();
    private final Map<String, Map<String, Object>> paths = new TreeMap<>();

    private OpenApiDocument() {}

    /** The document of all endpoints. */
    static Map<String, Object> of(RequestMappingHandlerMapping endpoints) {
        OpenApiDocument document = new OpenApiDocument();
        endpoints
                .getHandlerMethods()
                .forEach((mapping, handler) -> mapping.getPatternValues()
                        .forEach(pattern -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> document.add(method.name(), pattern, handler))));
        return document.whole();
    }

    private Map<String, Object> whole() {
        Map<String, Object> components = new LinkedHashMap<>();
        Map<String, Object> records = new LinkedHashMap<>(schemas.records());
        records.put(PROBLEM, problem());
        components.put("schemas", records);
        components.put(
                "securitySchemes",
                Map.of(
                        "session",
                        Map.of("type", "apiKey", "in", "cookie", "name", SessionCookie.NAME),
                        "token",
                        Map.of("type", "http", "scheme", "bearer")));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", "CTS", "version", version(), "description", ABOUT));
        document.put("servers", List.of(Map.of("url", "/")));
        document.put("paths", paths);
        document.put("components", components);
        return document;
    }

    private static String version() {
        return Optional.ofNullable(OpenApiDocument.class.getPackage().getImplementationVersion())
                .orElse("4");
    }

    private static Map<String, Object> problem() {
        Map<String, Object> text = Map.of("type", "string");
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : List.of("type", "title", "detail", "instance", "error")) fields.put(name, text);
        fields.put("status", Map.of("type", "integer"));
        fields.put("success", Map.of("type", "boolean", "const", false));
        fields.put("details", Map.of("type", "object"));
        return JsonSchemas.ofProperties(fields, List.copyOf(fields.keySet()));
    }

    private void add(String method, String pattern, HandlerMethod handler) {
        Map<String, List<String>> words = new LinkedHashMap<>();
        Matcher choices = WORDS.matcher(pattern);
        while (choices.find())
            words.put(choices.group(1), List.of(choices.group(2).split("\\|", -1)));
        String path = choices.replaceAll("{$1}");
        Access least = AccessTable.least(method, pattern);
        Optional<Summary> summary = Optional.ofNullable(handler.getMethodAnnotation(Summary.class));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("tags", List.of(tag(path)));
        operation.put("summary", summary.map(Summary::value).orElse(""));
        operation.put(
                "operationId",
                handler.getMethod().getName() + handler.getBeanType().getSimpleName());
        operation.put("x-least-role", least.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        operation.put(
                "security",
                least == Access.ANYONE
                        ? List.of(Map.of(), Map.of("session", List.of()), Map.of("token", List.of()))
                        : List.of(Map.of("session", List.of()), Map.of("token", List.of())));
        List<Object> parameters = parameters(handler.getMethod(), words);
        if (!parameters.isEmpty()) operation.put("parameters", parameters);
        summary.map(Summary::body)
                .filter(fields -> fields.length > 0)
                .ifPresent(fields -> operation.put("requestBody", body(fields)));
        operation.put(
                "responses",
                answers(handler.getMethod(), summary, least, !parameters.isEmpty() || method.equals("POST"), path));
        paths.computeIfAbsent(path, ignored -> new TreeMap<>()).put(method.toLowerCase(Locale.ROOT), operation);
    }

    /** {@code /api/sets/…} belongs to {@code sets}. */
    private static String tag(String path) {
        String[] parts = path.split("/", -1);
        return parts.length > 2 && parts[1].equals("api") ? parts[2] : "document";
    }

    private List<Object> parameters(Method method, Map<String, List<String>> words) {
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                Map<String, Object> schema = words.containsKey(parameter.getName())
                        ? Map.of("type", "string", "enum", words.getOrDefault(parameter.getName(), List.of()))
                        : Map.of("type", "string");
                parameters.add(Map.of("name", parameter.getName(), "in", "path", "required", true, "schema", schema));
            }
            Optional.ofNullable(parameter.getAnnotation(RequestParam.class))
                    .ifPresent(asked -> parameters.add(query(parameter, asked)));
        }
        return parameters;
    }

    private Map<String, Object> query(Parameter parameter, RequestParam asked) {
        boolean hasDefault = !asked.defaultValue().equals(ValueConstants.DEFAULT_NONE);
        boolean optional = parameter.getType() == Optional.class;
        Type type = optional
                ? ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments()[0]
                : parameter.getParameterizedType();
        Map<String, Object> schema = new LinkedHashMap<>(schemas.of(type));
        if (hasDefault) {
            schema.put("default", type == String.class ? asked.defaultValue() : Long.valueOf(asked.defaultValue()));
        }
        return Map.of(
                "name", parameter.getName(), "in", "query", "required", !optional && !hasDefault, "schema", schema);
    }

    private static Map<String, Object> body(Summary.Field[] fields) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Summary.Field field : fields) {
            properties.put(field.name(), Map.of("type", field.type(), "description", field.text()));
            if (!field.optional()) required.add(field.name());
        }
        return Map.of(
                "required",
                !required.isEmpty(),
                "content",
                Map.of("application/json", Map.of("schema", JsonSchemas.ofProperties(properties, required))));
    }

    private Map<String, Object> answers(
            Method method, Optional<Summary> summary, Access least, boolean takesInput, String path) {
        String media = summary.map(Summary::media).orElse("application/json");
        Map<String, Object> answers = new LinkedHashMap<>();
        answers.put(
                "200",
                Map.of(
                        "description",
                        "The answer.",
                        "content",
                        Map.of(media, Map.of("schema", schema(method, summary, media)))));
        Map<String, String> problems = new LinkedHashMap<>();
        if (takesInput) problems.put("400", "A parameter or the body will not do; details names it.");
        if (least != Access.ANYONE) {
            problems.put("401", "Nobody is logged in.");
            problems.put("403", "The role is less than this takes.");
        }
        if (path.contains("Id}") || path.contains("{id}"))
            problems.put("404", "There is no such thing, or not for you.");
        problems.put("503", "CTS is starting, or its database does not answer.");
        problems.forEach((status, sentence) -> answers.put(
                status,
                Map.of(
                        "description",
                        sentence,
                        "content",
                        Map.of(
                                "application/problem+json",
                                Map.of("schema", Map.of("$ref", "#/components/schemas/" + PROBLEM))))));
        return answers;
    }

    private Map<String, Object> schema(Method method, Optional<Summary> summary, String media) {
        if (!media.equals("application/json")) return Map.of("type", "string");
        Optional<Class<?>> told = summary.<Class<?>>map(Summary::data).filter(data -> data != Void.class);
        if (told.isEmpty() && method.getReturnType() == Answer.class) return schemas.of(method.getGenericReturnType());
        if (told.isEmpty()) return Map.of("type", "object");
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("success", Map.of("type", "boolean"));
        fields.put("data", schemas.of(told.get()));
        return JsonSchemas.ofProperties(fields, List.of("success", "data"));
    }
}
