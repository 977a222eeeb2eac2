package cts.server.api;

import java.util.List;
import java.util.Optional;

/** A success, as every answer but a problem is: {@code {"success":true,"data":…}}. */
record Answer<T>(boolean success, T data) {
    static <T> Answer<T> of(T data) {
        return new Answer<>(true, data);
    }

    /**
     * Part of a list.
     *
     * @param nextCursor what to ask with for the items after these; empty at the end
     */
    record Items<T>(List<T> items, Optional<String> nextCursor) {
        static <T> Items<T> none() {
            return new Items<>(List.of(), Optional.empty());
        }
    }
}
