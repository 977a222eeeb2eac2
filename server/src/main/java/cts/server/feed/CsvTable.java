package cts.server.feed;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a CSV text with a fixed header, row by row, and names file and line of whatever is wrong. */
final class CsvTable {
    /** In the year 2286. */
    private static final long LATEST = 9_999_999_999_999L;

    /** No field of a table of ours is nearly as long; what is longer is another file, or an open quotation mark. */
    private static final int MOST_CHARACTERS = 1 << 16;

    private static final int MOST_SHOWN = 80;
    private static final int LONGEST_CLAUSE = 250;
    private static final int BYTE_ORDER_MARK = 0xFEFF;

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
                double number = Double.parseDouble(text);
                if (isPlain(text)) return number;
            } catch (NumberFormatException notANumber) {
                throw wrong(column, "is not a number", notANumber);
            }
            throw wrong(column, "is not a plain number", null);
        }

        /** Java reads 0x1p3 and 10d as numbers, too, but no other program writes them. */
        private static boolean isPlain(String text) {
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if (letter == 'x' || letter == 'X') return false;
            }
            char last = text.charAt(text.length() - 1);
            return last != 'd' && last != 'D' && last != 'f' && last != 'F';
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
                throw wrong(column, "is not a whole number", notANumber);
            }
        }

        private IllegalArgumentException wrong(int column, String what, @Nullable Throwable cause) {
            return new IllegalArgumentException(
                    header.get(column) + " '" + shown(text(column), MOST_SHOWN) + "' " + what, cause);
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
        try (BufferedReader text = Files.newBufferedReader(file)) {
            // Spreadsheets put this mark before a file of UTF-8.
            text.mark(1);
            if (text.read() != BYTE_ORDER_MARK) text.reset();
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
        long line = 0;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .maxBufferSize(MOST_CHARACTERS)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .skipEmptyLines(true)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                if (line == 0) checkHeader(name, header, record);
                else row(name, header, record, rows);
                line = record.getStartingLineNumber();
            }
            if (line == 0) {
                throw new IllegalArgumentException(
                        name + " is empty; its first line must be " + String.join(",", header) + ".");
            }
        } catch (UncheckedIOException wrapped) {
            throw Objects.requireNonNullElse(wrapped.getCause(), new IOException(wrapped));
        } catch (CsvParseException broken) {
            throw new IllegalArgumentException(
                    "%s is not such a CSV file: after line %d %s; mend or replace it."
                            .formatted(name, line, reason(broken)),
                    broken);
        }
    }

    /** The reader's own words are about its buffers. */
    private static String reason(CsvParseException broken) {
        String told = String.valueOf(
                Optional.ofNullable(broken.getCause()).orElse(broken).getMessage());
        return told.startsWith("Unexpected character after closing quote")
                ? "something follows a closing quotation mark"
                : "a line is too long or a quotation mark is not closed";
    }

    /** A text of the file, cut to a length that can be read and without characters that do something to a terminal. */
    private static String shown(String text, int most) {
        String cut = text.length() <= most ? text : text.substring(0, most) + "…";
        return cut.replaceAll("\\p{Cntrl}|\\p{Cf}", "�");
    }

    private static void checkHeader(String name, List<String> header, CsvRecord record) {
        if (record.getFields().equals(header)) return;
        throw new IllegalArgumentException("%s line %d: the header is '%s'; it must be %s."
                .formatted(
                        name,
                        record.getStartingLineNumber(),
                        shown(String.join(",", record.getFields()), MOST_SHOWN),
                        String.join(",", header)));
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
                            .formatted(
                                    name,
                                    record.getStartingLineNumber(),
                                    shown(String.valueOf(wrong.getMessage()), LONGEST_CLAUSE)),
                    wrong);
        }
    }
}
