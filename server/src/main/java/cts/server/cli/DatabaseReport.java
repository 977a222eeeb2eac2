package cts.server.cli;

import cts.server.storage.migration.DatabaseSurvey;
import cts.server.storage.migration.DatabaseSurvey.TableRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a database, for {@code db status}.
 *
 * @param server whether a server uses it now
 * @param tables with their rows; empty where they could not be looked at
 * @param misfit why this program could not use the database, if it could not
 */
record DatabaseReport(
        String type,
        String place,
        String reason,
        int version,
        boolean server,
        List<Migration> migrations,
        List<TableRows> tables,
        Optional<Long> bytes,
        Optional<String> misfit) {

    /** A script; {@code appliedAt} in ms UTC. */
    record Migration(int number, String description, int checksum, Optional<Long> appliedAt) {}

    /** What was found without a server. */
    static DatabaseReport of(DatabaseSurvey survey) {
        return new DatabaseReport(
                survey.type().word(),
                survey.place(),
                survey.reason(),
                survey.version(),
                false,
                survey.scripts().stream()
                        .map(script -> new Migration(
                                script.number(), script.description(), script.checksum(), script.appliedAt()))
                        .toList(),
                survey.tables(),
                Optional.of(survey.bytes()),
                survey.misfit());
    }

    /** What a running server answered. */
    static DatabaseReport of(JsonNode answer) {
        if (answer.path("databaseType").isMissingNode()) {
            String why = answer.path("error").asString("");
            throw new CommandFailure(
                    why.isEmpty()
                            ? "the server is %s and does not know its database yet; ask again in a moment."
                                    .formatted(answer.path("state").asString("starting"))
                            : why);
        }
        List<Migration> migrations = new ArrayList<>();
        for (JsonNode script : answer.path("migrations")) {
            JsonNode time = script.path("appliedAt");
            migrations.add(new Migration(
                    script.path("number").asInt(),
                    script.path("description").asString(),
                    script.path("checksum").asInt(),
                    time.isNumber() ? Optional.of(time.asLong()) : Optional.empty()));
        }
        return new DatabaseReport(
                answer.path("databaseType").asString(),
                answer.path("place").asString(),
                answer.path("reason").asString(),
                answer.path("version").asInt(),
                true,
                migrations,
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    DatabaseReport withTables(DatabaseSurvey survey) {
        return new DatabaseReport(
                type,
                place,
                reason,
                version,
                server,
                migrations,
                survey.tables(),
                Optional.of(survey.bytes()),
                survey.misfit());
    }

    String text() {
        StringBuilder text = new StringBuilder();
        line(text, "database", type + " at " + place + (server ? ", used by the running server" : ""));
        line(text, "because", reason);
        line(text, "version", version + " of " + newest());
        bytes.ifPresent(size -> line(text, "size", String.format(Locale.ROOT, "%,.1f MiB", size / 1048576.0)));
        misfit.ifPresent(sentence -> line(text, "problem", sentence));
        text.append('\n').append(TextTable.of(migrationRows())).append('\n');
        if (!tables.isEmpty()) text.append(TextTable.of(tableRows()));
        return text.toString();
    }

    private int newest() {
        return migrations.stream().mapToInt(Migration::number).max().orElse(0);
    }

    private List<List<String>> migrationRows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("MIGRATION", "CHECKSUM", "APPLIED", "WHAT"));
        for (Migration script : migrations) {
            rows.add(List.of(
                    "%03d".formatted(script.number()),
                    "%08x".formatted(script.checksum()),
                    script.appliedAt()
                            .map(time -> Instant.ofEpochMilli(time)
                                    .truncatedTo(ChronoUnit.SECONDS)
                                    .toString())
                            .orElse("not yet"),
                    script.description()));
        }
        return rows;
    }

    private List<List<String>> tableRows() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TABLE", "ROWS"));
        for (TableRows table : tables) rows.add(List.of(table.name(), String.format(Locale.ROOT, "%,d", table.rows())));
        return rows;
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append("%-10s".formatted(name)).append(value).append('\n');
    }
}
