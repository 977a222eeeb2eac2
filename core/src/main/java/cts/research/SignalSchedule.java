package cts.research;

import java.util.List;

/** The signals of several keys in order of row, those of one row in order of key. A cursor; one thread. */
final class SignalSchedule {
    private final List<SignalKey> keys;
    private final int[] cursor;
    private final int[] fired;
    private int nextIndex;

    SignalSchedule(List<SignalKey> keys) {
        this.keys = keys;
        cursor = new int[keys.size()];
        fired = new int[keys.size()];
        findNext();
    }

    /** The row of the next signal; {@link Integer#MAX_VALUE} when there is none. */
    int nextIndex() {
        return nextIndex;
    }

    /** Takes the signals of row {@link #nextIndex} into {@link #fired}. */
    int take() {
        int index = nextIndex;
        int count = 0;
        for (int k = 0; k < cursor.length; k++) {
            if (cursor[k] < keys.get(k).size() && keys.get(k).index(cursor[k]) == index) {
                fired[count++] = k;
                cursor[k]++;
            }
        }
        findNext();
        return count;
    }

    int[] fired() {
        return fired;
    }

    /**
     * Passes over the signals before {@code row}.
     *
     * @return how many there were
     */
    int skipTo(int row) {
        int skipped = 0;
        while (nextIndex < row) skipped += take();
        return skipped;
    }

    private void findNext() {
        nextIndex = Integer.MAX_VALUE;
        for (int k = 0; k < cursor.length; k++) {
            if (cursor[k] < keys.get(k).size())
                nextIndex = Math.min(nextIndex, keys.get(k).index(cursor[k]));
        }
    }
}
