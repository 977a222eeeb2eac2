package cts.server.feed;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Reads a CSV text with a fixed header, row by row, and names file and line of whatever is wrong. */
final class CsvTable {
    /** In the year 2286. */
    private static final long LATEST = 9_999_999_999_999L;

    /** Takes one row; an {@link IllegalArgumentException} is one clause about it. */
    interface RowReader {
        void row(Row row);
    }

    /** The fields of one row. */
    static final class Row {
        private final List<String> header;
        private final CsvRecord fields;

        private Row(List<String> header, CsvRecord fields) {
            this.header = header;
            this.fields = fields;
        }

        String text(int column) {
            return fields.getField(column);
        }

        double number(int column) {
            String text = text(column);
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(header.get(column) + " '" + text + "' is not a number", notANumber);
            }
        }

        /** Milliseconds since 1970. */
        long time(int column) {
            long time = wholeNumber(column);
            if (time < 0 || time > LATEST) {
                throw new IllegalArgumentException(
                        header.get(column) + " " + time + " is not in milliseconds since 1970 (0 to " + LATEST + ")");
            }
            return time;
        }

        long wholeNumber(int column) {
            String text = text(column);
            try {
                return Long.parseLong(text);
            } catch (NumberFormatException notANumber) {
                throw new IllegalArgumentException(
                        header.get(column) + " '" + text + "' is not a whole number", notANumber);
            }
        }
    }

    private CsvTable() {}

    /**
     * Reads a file of UTF-8 text.
     *
     * @throws IllegalArgumentException one sentence with file, line and what is wrong
     */
    static void read(Path file, List<String> header, RowReader rows) throws IOException {
        if (Files.isDirectory(file)) throw new IllegalArgumentException(file + " is a folder; name a CSV file.");
        try (Reader text = Files.newBufferedReader(file)) {
            read(file.toString(), text, header, rows);
        } catch (CharacterCodingException noText) {
            throw new IllegalArgumentException(
                    file + " is not a CSV file: it holds bytes that are no UTF-8 text; mend or replace it.", noText);
        }
    }

    /**
     * Reads the whole text and closes it.
     *
     * @param name of the file, for errors
     * @throws IllegalArgumentException one sentence with file, line and what is wrong
     */
    static void read(String name, Reader text, List<String> header, RowReader rows) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowMissingFields(true)
                .allowExtraFields(true)
                .skipEmptyLines(true)
                .ofCsvRecord(text)) {
            boolean first = true;
            for (CsvRecord record : reader) {
                if (first) checkHeader(name, header, record);
                else row(name, header, record, rows);
                first = false;
            }
            if (first) {
                throw new IllegalArgumentException(
                        name + " is empty; its first line must be " + String.join(",", header) + ".");
            }
        } catch (UncheckedIOException wrapped) {
            throw Objects.requireNonNullElse(wrapped.getCause(), new IOException(wrapped));
        } catch (CsvParseException broken) {
            throw new IllegalArgumentException(
                    name + " is not a CSV file: " + broken.getMessage() + "; mend or replace it.", broken);
        }
    }

    private static void checkHeader(String name, List<String> header, CsvRecord record) {
        if (record.getFields().equals(header)) return;
        throw new IllegalArgumentException("%s line 1: the header is '%s'; it must be %s."
                .formatted(name, String.join(",", record.getFields()), String.join(",", header)));
    }

    private static void row(String name, List<String> header, CsvRecord record, RowReader rows) {
        try {
            if (record.getFieldCount() != header.size()) {
                throw new IllegalArgumentException(
                        "there are " + record.getFieldCount() + " fields instead of " + header.size());
            }
            rows.row(new Row(header, record));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "%s line %d: %s; mend or remove that line."
                            .formatted(name, record.getStartingLineNumber(), wrong.getMessage()),
                    wrong);
        }
    }
}
