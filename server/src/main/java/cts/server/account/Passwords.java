package cts.server.account;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Password hashing with Argon2id (19 MiB, 2 passes, 1 lane: the least that OWASP's password storage cheat sheet advises),
 * salted with 16 random bytes. A hash takes some 50 ms and its memory, so at most two are computed at a time.
 */
final class Passwords {
    private static final int LEAST_LENGTH = 12;
    /** Longer ones are refused, so that nobody makes us hash megabytes. */
    private static final int MOST_LENGTH = 200;

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore atATime = new Semaphore(2, true);
    private final String nobodys = hash(Secret.random());

    /** What is wrong with a new password, as a sentence; empty if it will do. */
    static Optional<String> fault(String username, String password) {
        if (password.length() < LEAST_LENGTH) {
            return Optional.of("The password has " + password.length() + " characters but must have at least "
                    + LEAST_LENGTH + ".");
        }
        if (password.length() > MOST_LENGTH) {
            return Optional.of(
                    "The password has " + password.length() + " characters but may have at most " + MOST_LENGTH + ".");
        }
        if (username.length() >= 4 && password.toLowerCase(Locale.ROOT).contains(username)) {
            return Optional.of("The password contains the user name: choose another one.");
        }
        if (password.chars().distinct().count() < 5) {
            return Optional.of("The password repeats a few characters: choose one with at least 5 different ones.");
        }
        return Optional.empty();
    }

    String hash(String password) {
        atATime.acquireUninterruptibly();
        try {
            return String.valueOf(argon2.encode(password));
        } finally {
            atATime.release();
        }
    }

    /** Whether the password belongs to the hash. Without a hash it takes as long, and is false. */
    boolean matches(String password, Optional<String> hash) {
        if (password.length() > MOST_LENGTH) {
            return false;
        }
        atATime.acquireUninterruptibly();
        try {
            return argon2.matches(password, hash.orElse(nobodys)) && hash.isPresent();
        } finally {
            atATime.release();
        }
    }
}
