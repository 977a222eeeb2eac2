package cts.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The report on the database names tests that are there. */
class AuditNamesTest {
    private static final String AUDIT = "server/src/main/java/cts/server/storage/audit/";
    private static final Pattern NAME = Pattern.compile("\"(\\w+Test)(?:#(\\w+))?\"");

    @Test
    void everyTestThatTheReportNamesExists() throws IOException, InterruptedException {
        SourceTree checkout = SourceTree.ofCheckout();
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Map.Entry<String, String> source :
                checkout.where(path -> path.startsWith(AUDIT)).toList()) {
            Matcher name = NAME.matcher(source.getValue());
            while (name.find()) {
                named++;
                String file = "/" + name.group(1) + ".java";
                Optional<String> test = checkout.where(path -> path.endsWith(file))
                        .map(Map.Entry::getValue)
                        .findFirst();
                Optional<String> method = Optional.ofNullable(name.group(2));
                if (test.isEmpty()
                        || method.filter(wanted -> !test.get().contains("void " + wanted + "("))
                                .isPresent()) {
                    missing.add(name.group());
                }
            }
        }
        assertThat(missing).isEmpty();
        assertThat(named).isGreaterThan(60);
    }
}
