package cts.server.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever guesses passwords: after 5 failures for one user name, or 20 from one address, each further try must
 * wait, at first 1 s and twice as long after each failure, up to 15 min. An hour without a failure clears the count.
 *
 * <p>A try counts as failed from its beginning until {@link #succeeded}, so that many at the same time gain nothing. The
 * count is kept in memory, for the 10,000 names and addresses that failed last.
 *
 * <p>Safe for any thread.
 */
final class LoginThrottle {
    private static final int FREE_PER_NAME = 5;
    private static final int FREE_PER_ADDRESS = 20;
    private static final int MOST_KEYS = 10_000;
    private static final long FIRST_WAIT = 1_000;
    private static final long LONGEST_WAIT = Duration.ofMinutes(15).toMillis();
    private static final long FORGET_AFTER = Duration.ofHours(1).toMillis();

    private final InstantSource clock;
    private final Map<String, Failures> failures = new LinkedHashMap<>();

    LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** Failures of a name or an address, and when the next try is let in. */
    private record Failures(int count, long last, long waitUntil) {}

    /**
     * Lets a try in, or says how long it must wait.
     *
     * @return empty if the password may be checked now
     */
    synchronized Optional<Duration> admit(String username, String address) {
        long now = clock.millis();
        long until = Math.max(
                of(name(username), now).waitUntil(), of(address(address), now).waitUntil());
        if (until > now) {
            return Optional.of(Duration.ofMillis(until - now));
        }
        count(name(username), FREE_PER_NAME, now);
        count(address(address), FREE_PER_ADDRESS, now);
        return Optional.empty();
    }

    /** The password was right: what failed before is forgotten. */
    synchronized void succeeded(String username, String address) {
        failures.remove(name(username));
        failures.remove(address(address));
    }

    private Failures of(String key, long now) {
        Failures known = failures.getOrDefault(key, new Failures(0, now, 0));
        return now - known.last() > FORGET_AFTER ? new Failures(0, now, 0) : known;
    }

    private void count(String key, int free, long now) {
        int count = of(key, now).count() + 1;
        long wait = count < free ? 0 : Math.min(LONGEST_WAIT, FIRST_WAIT << Math.min(count - free, 20));
        // Taken out first, so that the map is in the order of the last failure and the oldest one makes room.
        failures.remove(key);
        if (failures.size() >= MOST_KEYS) {
            failures.remove(failures.keySet().iterator().next());
        }
        failures.put(key, new Failures(count, now, now + wait));
    }

    private static String name(String username) {
        return "name " + username;
    }

    private static String address(String address) {
        return "address " + address;
    }
}
