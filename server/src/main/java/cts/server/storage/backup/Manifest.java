package cts.server.storage.backup;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a backup says of itself: which files it has and what they must be.
 *
 * @param format of the ZIP, now {@value #FORMAT}
 * @param program version of CTS that wrote it
 * @param databaseType {@code sqlite} or {@code postgresql}, where the rows came from
 * @param schemaVersion number of the newest migration script applied there
 * @param keyFingerprint of the master key that its secrets are encrypted with; empty if there was none
 * @param beganAt when the engine's snapshot was chosen, ms UTC; the later times as well
 * @param readAt when the view of the database was taken
 * @param endedAt when the end of the journal was chosen: the state that comes back is that of this moment
 * @param tables those that others refer to first
 * @param engine snapshot and journal, in the order in which they are read; empty where no engine ever ran
 */
record Manifest(
        int format,
        String program,
        String databaseType,
        int schemaVersion,
        String keyFingerprint,
        long beganAt,
        long readAt,
        long endedAt,
        List<TableFile> tables,
        List<EngineFile> engine) {
    static final int FORMAT = 1;
    static final String NAME = "manifest.json";
    static final String TABLES = "tables/";
    static final String ENGINE = "engine/";

    private static final Pattern TABLE_FILE = Pattern.compile(TABLES + "[a-z][a-z0-9_]{0,62}\\.tsv");
    private static final Pattern ENGINE_FILE =
            Pattern.compile(ENGINE + "(?:snapshot-[0-9]{19}\\.bin|journal-[0-9]{19}\\.log)");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    Manifest {
        tables = List.copyOf(tables);
        engine = List.copyOf(engine);
        require(format == FORMAT, "its format is " + format);
        require(schemaVersion > 0, "its schema version is " + schemaVersion);
        List<String> names = new ArrayList<>();
        tables.forEach(table -> names.add(table.file()));
        engine.forEach(file -> names.add(file.file()));
        Set<String> seen = new HashSet<>();
        names.forEach(name -> require(seen.add(name), "it names " + name + " twice"));
    }

    /**
     * The rows of a table.
     *
     * @param file its name in the ZIP
     * @param columns in the order of the values in a line
     * @param sha256 of the file, which is the checksum of the table: equal rows have equal files
     * @param days newest days that its candles lie in, where the table has a partition per day
     */
    record TableFile(
            String name, String file, List<Column> columns, long rows, long bytes, String sha256, List<Long> days) {
        TableFile {
            columns = List.copyOf(columns);
            days = List.copyOf(days);
            require(TABLE_FILE.matcher(file).matches() && file.equals(fileOf(name)), "it names a file " + shown(file));
            require(rows >= 0 && bytes >= 0, "it gives " + file + " a negative size");
            require(SHA256.matcher(sha256).matches(), "the checksum of " + file + " is none");
        }

        static String fileOf(String table) {
            return TABLES + table + ".tsv";
        }
    }

    /** A column and the word of its {@link ValueType}. */
    record Column(String name, String type) {}

    /** A snapshot or a file of the journal. */
    record EngineFile(String file, long bytes, String sha256) {
        EngineFile {
            require(ENGINE_FILE.matcher(file).matches(), "it names a file " + shown(file));
            require(bytes >= 0, "it gives " + file + " a negative size");
            require(SHA256.matcher(sha256).matches(), "the checksum of " + file + " is none");
        }

        /** The name without its folder. */
        String name() {
            return file.substring(ENGINE.length());
        }

        boolean isSnapshot() {
            return name().startsWith("snapshot");
        }
    }

    long rows() {
        return tables.stream().mapToLong(TableFile::rows).sum();
    }

    /** Bytes of all files, unpacked. */
    long bytes() {
        return tables.stream().mapToLong(TableFile::bytes).sum()
                + engine.stream().mapToLong(EngineFile::bytes).sum();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) throw new IllegalArgumentException(otherwise);
    }

    /** A name from outside, short and without control characters. */
    private static String shown(String name) {
        String clean = name.replaceAll("\\p{Cntrl}", "?");
        return '"' + (clean.length() > 80 ? clean.substring(0, 80) + "…" : clean) + '"';
    }
}
