package cts.server.storage.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A section of the report. */
public record AuditSection(int number, String title, List<AuditLine> lines) {
    public AuditSection {
        lines = List.copyOf(lines);
    }

    /** How many claims came out so. */
    public long count(Verdict verdict) {
        return lines.stream()
                .filter(line -> line.finding().verdict() == verdict)
                .count();
    }

    /** Gathers the lines of a section; a measurement that breaks makes its claim false and says how. */
    static final class Maker {
        private final int number;
        private final String title;
        private final List<AuditLine> lines = new ArrayList<>();

        Maker(int number, String title) {
            this.number = number;
            this.title = title;
        }

        Maker line(String claim, String test, Supplier<Finding> measurement) {
            lines.add(new AuditLine(claim, measured(measurement), test));
            return this;
        }

        static Finding measured(Supplier<Finding> measurement) {
            try {
                return measurement.get();
            } catch (RuntimeException broken) {
                return Finding.of(false, "it could not be measured: " + broken.getMessage());
            }
        }

        AuditSection made() {
            return new AuditSection(number, title, lines);
        }
    }
}
