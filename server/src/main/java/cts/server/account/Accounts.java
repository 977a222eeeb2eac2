package cts.server.account;

import cts.server.storage.Database;
import cts.server.storage.StorageWriter;
import cts.server.storage.UuidSource;
import cts.server.storage.repository.Users;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Users and their logins over an open, migrated database.
 *
 * <p>User names are kept in lower case. Every action, and every login that failed, is a line of the site logs.
 *
 * <p>Safe for any thread; every method blocks.
 */
public final class Accounts {
    private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{1,63}");
    private static final int MOST_SHOWN = 64;

    private final Users users;
    private final OpenSessions sessions;
    private final SetupToken setupToken;
    private final Passwords passwords = new Passwords();
    private final LoginThrottle throttle;
    private final AccountLog log;
    private final UuidSource ids;
    private final InstantSource clock;
    private final Object setup = new Object();
    private volatile boolean adminExists;

    private Accounts(
            Database database, StorageWriter writer, SetupToken setupToken, UuidSource ids, InstantSource clock) {
        this.users = new Users(database);
        this.sessions = new OpenSessions(database, ids, clock);
        this.setupToken = setupToken;
        this.throttle = new LoginThrottle(clock);
        this.log = new AccountLog(writer, ids, clock);
        this.ids = ids;
        this.clock = clock;
    }

    /** Opens the accounts; where an admin exists already, the setup token ends here. */
    public static Accounts open(
            Database database, StorageWriter writer, SetupToken setupToken, UuidSource ids, InstantSource clock) {
        Accounts accounts = new Accounts(database, writer, setupToken, ids, clock);
        if (accounts.users.active(Role.ADMIN.code()) > 0) {
            accounts.setUp();
        }
        return accounts;
    }

    /** Whether the first admin is still to be made. */
    public boolean setupRequired() {
        return !adminExists;
    }

    /** Whose session it is; empty when it has ended or never was. Counts as a use of it. */
    public Optional<Identity> identify(String session) {
        return sessions.identify(session);
    }

    /** Whether a session has not ended; does not count as a use of it. */
    public boolean isOpen(String session) {
        return sessions.isOpen(session);
    }

    /**
     * Checks a name and password.
     *
     * @param address where the try comes from
     */
    public LoginOutcome login(String givenName, String password, String address) {
        String username = normal(givenName);
        var wait = throttle.admit(username, address);
        if (wait.isPresent()) {
            return new LoginOutcome.Throttled(wait.get());
        }
        Optional<Users.Row> user = users.byUsername(username)
                .filter(found -> found.isActive() && found.archivedAt().isEmpty());
        if (!passwords.matches(password, user.flatMap(Users.Row::passwordHash))) {
            log.warn("A login as \"" + shown(username) + "\" failed.", user.map(Users.Row::id), address);
            return new LoginOutcome.Wrong();
        }
        throttle.succeeded(username, address);
        return loggedIn(user.orElseThrow(), address);
    }

    /**
     * Checks the password of a user who is logged in once more; shares the counts of failed logins.
     *
     * @param userId row of the user
     * @param address where the try comes from
     */
    public PasswordCheck check(String userId, String password, String address) {
        Optional<Users.Row> user = users.byId(userId)
                .filter(found -> found.isActive() && found.archivedAt().isEmpty());
        String username = user.map(Users.Row::username).orElse(userId);
        var wait = throttle.admit(username, address);
        if (wait.isPresent()) {
            return new PasswordCheck.Throttled(wait.get());
        }
        if (!passwords.matches(password, user.flatMap(Users.Row::passwordHash))) {
            log.warn("\"" + shown(username) + "\" confirmed with a wrong password.", Optional.of(userId), address);
            return new PasswordCheck.Wrong();
        }
        throttle.succeeded(username, address);
        return new PasswordCheck.Right();
    }

    public void logout(String session, String address) {
        identify(session)
                .ifPresent(identity ->
                        log.info("User \"" + identity.name() + "\" logged out.", identity.userId(), address));
        sessions.close(session);
    }

    /**
     * Makes the first admin, ends the setup token and logs in. Of two that come at the same time one succeeds.
     *
     * @param allowed whether the caller holds the setup token
     */
    public SetupOutcome setup(String givenName, String password, boolean allowed, String address) {
        String username = normal(givenName);
        synchronized (setup) {
            if (adminExists) {
                return new SetupOutcome.AlreadyDone();
            }
            if (!allowed) {
                log.warn("A setup without the right token was refused.", Optional.empty(), address);
                return new SetupOutcome.NotAllowed();
            }
            if (!USERNAME.matcher(username).matches()) {
                return new SetupOutcome.Unfit(
                        "username",
                        "The user name must have 2 to 64 letters, digits, dots, hyphens, underscores or @, beginning with a"
                                + " letter or digit.");
            }
            if (users.byUsername(username).isPresent()) {
                return new SetupOutcome.Unfit(
                        "username", "The user name \"" + username + "\" is taken: choose another one.");
            }
            Optional<String> fault = Passwords.fault(username, password);
            if (fault.isPresent()) {
                return new SetupOutcome.Unfit("password", fault.get());
            }
            Users.Row admin = admin(username, passwords.hash(password));
            users.save(admin);
            setUp();
            log.info("The first admin \"" + username + "\" was made.", Optional.of(admin.id()), address);
            LoginOutcome.LoggedIn login = loggedIn(admin, address);
            return new SetupOutcome.Made(login.session(), login.identity());
        }
    }

    private LoginOutcome.LoggedIn loggedIn(Users.Row user, String address) {
        users.recordLogin(user.id(), clock.millis());
        String session = sessions.open(user.id());
        log.info("User \"" + user.username() + "\" logged in.", Optional.of(user.id()), address);
        return new LoginOutcome.LoggedIn(session, OpenSessions.identity(user));
    }

    private Users.Row admin(String username, String hash) {
        long now = clock.millis();
        return new Users.Row(
                ids.next(),
                username,
                Optional.empty(),
                Optional.of(hash),
                Role.ADMIN.code(),
                true,
                Optional.empty(),
                Optional.empty(),
                now,
                now,
                Optional.empty());
    }

    private void setUp() {
        adminExists = true;
        setupToken.revoke();
    }

    private static String normal(String username) {
        return username.strip().toLowerCase(Locale.ROOT);
    }

    /** Fit for a log: short and on one line. */
    private static String shown(String username) {
        String line = username.replaceAll("[^\\x20-\\x7e]", "?").replace('"', '\'');
        return line.length() > MOST_SHOWN ? line.substring(0, MOST_SHOWN) + "…" : line;
    }
}
