package cts.server.ops;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a job remembers from run to run, kept beside its time.
 *
 * @param done what the last successful run did
 * @param failure why the last failed run failed
 */
record JobMemo(String done, String failure) {
    static final JobMemo NONE = new JobMemo("", "");
    private static final int LONGEST = 2_000;

    JobMemo {
        done = shortened(done);
        failure = shortened(failure);
    }

    JobMemo withFailure(String sentence) {
        return new JobMemo(done, sentence);
    }

    JobMemo withDone(String sentence) {
        return new JobMemo(sentence, failure);
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    /** As JSON, which a person can read in the table. */
    static final class Json implements Serializer {
        private static final JsonMapper MAPPER = JsonMapper.shared();

        @Override
        public byte[] serialize(@Nullable Object data) {
            return MAPPER.writeValueAsBytes(data == null ? NONE : data);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte @Nullable [] stored) {
            return type.cast(stored == null ? NONE : MAPPER.readValue(stored, JobMemo.class));
        }
    }
}
