package cts.server.storage.migration;

import cts.server.storage.DatabaseType;
import java.util.Map;

/** The scripts are one text for both databases; only these words in it differ. */
final class Placeholders {
    private Placeholders() {}

    static Map<String, String> of(DatabaseType type) {
        return switch (type) {
            case SQLITE ->
                Map.ofEntries(
                        Map.entry("bigint", "INTEGER"),
                        Map.entry("boolean", "INTEGER"),
                        Map.entry("bytes", "BLOB"),
                        Map.entry("double", "REAL"),
                        Map.entry("json", "TEXT"),
                        Map.entry("json_type", "json_type"),
                        Map.entry("money", "TEXT"),
                        Map.entry("partitioned_by_open_time", " STRICT, WITHOUT ROWID"),
                        Map.entry("strict", " STRICT"),
                        Map.entry("timestamp", "INTEGER"),
                        Map.entry("without_rowid", " STRICT, WITHOUT ROWID"));
            case POSTGRESQL ->
                Map.ofEntries(
                        Map.entry("bigint", "BIGINT"),
                        Map.entry("boolean", "BOOLEAN"),
                        Map.entry("bytes", "BYTEA"),
                        Map.entry("double", "DOUBLE PRECISION"),
                        Map.entry("json", "JSONB"),
                        Map.entry("json_type", "jsonb_typeof"),
                        Map.entry("money", "NUMERIC(38,18)"),
                        Map.entry("partitioned_by_open_time", " PARTITION BY RANGE (open_time)"),
                        Map.entry("strict", ""),
                        Map.entry("timestamp", "TIMESTAMPTZ"),
                        Map.entry("without_rowid", ""));
        };
    }
}
