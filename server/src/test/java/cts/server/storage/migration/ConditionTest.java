package cts.server.storage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                // as SQLite keeps it; as PostgreSQL tells it; in one spelling
                "role IN ('viewer', 'admin'); (role = ANY (ARRAY['viewer'::text, 'admin'::text])); role in ('viewer', 'admin')",
                "entry_delay IN (0, 1); (entry_delay = ANY (ARRAY[0, 1])); entry_delay in (0, 1)",
                "x NOT IN (1, 2); (x <> ALL (ARRAY[(1)::bigint, (2)::bigint])); x not in (1, 2)",
                "kind IN ('a', 'b'); ((kind)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying(3)])::text[])); kind in ('a', 'b')",
                "phase BETWEEN 1 AND 3; ((phase >= 1) AND (phase <= 3)); (phase >= 1) and (phase <= 3)",
                "rate BETWEEN 0 AND 1; ((rate >= (0)::double precision) AND (rate <= (1)::double precision)); (rate >= 0) and (rate <= 1)",
                "json_type(stages) = 'object'; (jsonb_typeof(stages) = 'object'::text); json_type(stages) = 'object'",
                "is_enabled OR NOT (is_active OR is_live); (is_enabled OR (NOT (is_active OR is_live))); is_enabled or (not (is_active or is_live))",
                "(status = 'closed') = (closed_at IS NOT NULL); ((status = 'closed'::text) = (closed_at IS NOT NULL)); (status = 'closed') = (closed_at is not null)",
                "\"level\" = 'base' OR \"level\" = 'main' OR level = 'real'; ((level = 'base'::text) OR (level = 'main'::text) OR (level = 'real'::text)); (level = 'base') or (level = 'main') or (level = 'real')",
                "archived_at IS NULL; (archived_at IS NULL); archived_at is null",
                "a != -1 AND b > 0 AND c < 2; ((a <> '-1'::integer) AND (b > 0) AND (c < 2)); (a <> -1) and (b > 0) and (c < 2)",
                "name LIKE 'x%'; (name ~~ 'x%'::text); name ~~ 'x%'",
                "a + b * 2 > 0; ((a + (b * 2)) > 0); (a + (b * 2)) > 0",
                "a /* or b */ > 0; (a > 0); a > 0",
                "note = 'it''s OR (not)'; (note = 'it''s OR (not)'::text); note = 'it''s OR (not)'",
            })
    void bothDatabasesTellOneCondition(String sqlite, String postgresql, String normal) {
        assertThat(Condition.normal(sqlite)).isEqualTo(normal);
        assertThat(Condition.normal(postgresql)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a = 1 AND b = 2; a = 1 OR b = 2",
                "a IN (1, 2); a NOT IN (1, 2)",
                "a IN (1, 2); a IN (1, 2, 3)",
                "a IS NULL; a IS NOT NULL",
                "a >= 1; a > 1",
                "a AND (b OR c); (a AND b) OR c",
                "NOT (a OR b); NOT a OR b",
                "a BETWEEN 1 AND 3; a BETWEEN 1 AND 4",
                "a = 'A'; a = 'a'",
            })
    void twoConditionsStayTwo(String one, String other) {
        assertThat(Condition.normal(one)).isNotEqualTo(Condition.normal(other));
    }

    @Test
    void whatIsNotUnderstoodStaysAsItIs() {
        assertThat(Condition.normal("CASE  WHEN a THEN b END")).isEqualTo("case when a then b end");
        assertThat(Condition.normal("a = (b")).isEqualTo("a = ( b");
        assertThat(Condition.normal("a -- or b\n > 0")).isEqualTo("a > 0");
        assertThat(Condition.normal("a ::")).isEqualTo("a ::");
        assertThat(Condition.normal("")).isEmpty();
    }
}
