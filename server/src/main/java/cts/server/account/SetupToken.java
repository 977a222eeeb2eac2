package cts.server.account;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The one-time token of the first start: whoever can read it from the terminal, or from its file of rights 0600, may make
 * the first admin. It is new at each start and void for good once an admin exists.
 *
 * <p>Browsers that opened the printed link are remembered in memory alone, since the token does not outlive the process
 * either.
 *
 * <p>Safe for any thread.
 */
public final class SetupToken implements AutoCloseable {
    private static final String FILE = "setup-token";
    private static final int MOST_BROWSERS = 100;

    private final Path file;
    private final String token;
    private final Set<String> browsers = new HashSet<>();
    private boolean valid = true;

    private SetupToken(Path file, String token) {
        this.file = file;
        this.token = token;
    }

    /**
     * Makes a new token and writes it to {@code setup-token} in the data folder.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static SetupToken renew(Path dataFolder) {
        Path file = dataFolder.resolve(FILE);
        String token = Secret.random();
        PrivateFile.write(file, token + "\n");
        return new SetupToken(file, token);
    }

    /** The token, for the printed link; empty once an admin exists. */
    public synchronized Optional<String> value() {
        return valid ? Optional.of(token) : Optional.empty();
    }

    /** Who holds the token: the setup viewer, if it is the right one and still valid. */
    public synchronized Optional<Identity> identify(String given) {
        return valid && Secret.equal(token, given) ? Optional.of(Identity.SETUP) : Optional.empty();
    }

    /** A session token for a browser that brought the right token. */
    public synchronized Optional<String> openBrowser(String given) {
        if (identify(given).isEmpty() || browsers.size() >= MOST_BROWSERS) {
            return Optional.empty();
        }
        String session = Secret.random();
        browsers.add(Secret.hash(session));
        return Optional.of(session);
    }

    /** The setup viewer, if the session is one that {@link #openBrowser} gave. */
    public synchronized Optional<Identity> browser(String session) {
        return valid && browsers.contains(Secret.hash(session)) ? Optional.of(Identity.SETUP) : Optional.empty();
    }

    public synchronized void closeBrowser(String session) {
        browsers.remove(Secret.hash(session));
    }

    /** Ends with the process: nobody finds a token that opens nothing. */
    @Override
    public synchronized void close() {
        revoke();
    }

    /** Ends the token, its file and its browsers. */
    synchronized void revoke() {
        valid = false;
        browsers.clear();
        PrivateFile.delete(file);
    }
}
