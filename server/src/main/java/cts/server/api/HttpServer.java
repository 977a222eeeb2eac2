package cts.server.api;

import cts.server.account.ControlFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * The running HTTP server: Tomcat on a loopback address, with exactly the beans named here; nothing is scanned for or
 * configured by itself.
 *
 * <p>Starting writes the control file for the command line; closing ends live streams, lets requests under way finish for a
 * few seconds, and removes that file.
 */
public final class HttpServer implements AutoCloseable {
    /** Held here, since a logger that nobody holds forgets its level. */
    private static final Logger TOMCAT = Logger.getLogger("org.apache");

    private static final long CLOSING_PATIENCE_MS = 5_000;
    /** A connection is given up when the other side sends or takes nothing for so long in the middle of a request. */
    private static final int SILENCE_MS = 20_000;

    private static final int MOST_CONNECTIONS = 1_000;

    private final AnnotationConfigServletWebServerApplicationContext context;
    private final EventStreams streams;
    private final ApiParts parts;
    private final int port;
    private final ControlFile control;

    private HttpServer(
            AnnotationConfigServletWebServerApplicationContext context, ApiParts parts, int port, ControlFile control) {
        this.context = context;
        this.streams = context.getBean(EventStreams.class);
        this.parts = parts;
        this.port = port;
        this.control = control;
    }

    /**
     * Starts to listen.
     *
     * @param address a loopback address; port 0 takes any free port
     * @throws IllegalArgumentException one sentence, if the address is not a loopback address
     * @throws BindException naming the address, if it is in use
     */
    public static HttpServer start(ApiParts parts, InetSocketAddress address) throws BindException {
        if (address.isUnresolved() || !address.getAddress().isLoopbackAddress()) {
            throw new IllegalArgumentException("CTS listens on loopback addresses alone, and " + address.getHostString()
                    + " is none: use 127.0.0.1.");
        }
        TOMCAT.setLevel(Level.WARNING);
        Identities identities = new Identities(parts);
        AnnotationConfigServletWebServerApplicationContext context = context(parts, address, identities);
        try {
            context.refresh();
            WebConfiguration.checkAccess(
                    context.getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class));
            int port = Optional.ofNullable(context.getWebServer())
                    .map(WebServer::getPort)
                    .orElseThrow();
            ControlFile control = ControlFile.of(port);
            control.write(parts.controlFile());
            identities.setControl(control);
            return new HttpServer(context, parts, port, control);
        } catch (RuntimeException failure) {
            context.close();
            throw inUse(failure, address).orElseThrow(() -> failure);
        }
    }

    /** Where it listens. */
    public int port() {
        return port;
    }

    /** The link that logs a browser in as the setup viewer; empty once an admin exists. */
    public Optional<String> setupLink() {
        return parts.setupToken().value().map(token -> "http://127.0.0.1:" + port + "/?setup=" + token);
    }

    @Override
    public void close() {
        try {
            // First, since the server waits for requests under way and a stream is one.
            streams.close();
            context.close();
            control.remove(parts.controlFile());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    AnnotationConfigServletWebServerApplicationContext context() {
        return context;
    }

    private static AnnotationConfigServletWebServerApplicationContext context(
            ApiParts parts, InetSocketAddress address, Identities identities) {
        AnnotationConfigServletWebServerApplicationContext context =
                new AnnotationConfigServletWebServerApplicationContext();
        context.registerBean(TomcatServletWebServerFactory.class, () -> tomcat(address));
        context.registerBean("lifecycleProcessor", DefaultLifecycleProcessor.class, () -> {
            DefaultLifecycleProcessor lifecycle = new DefaultLifecycleProcessor();
            lifecycle.setTimeoutPerShutdownPhase(CLOSING_PATIENCE_MS);
            return lifecycle;
        });
        context.registerBean(ApiParts.class, () -> parts);
        context.registerBean(Identities.class, () -> identities);
        context.registerBean(Confirmation.class, () -> new Confirmation(parts));
        context.register(SecurityConfiguration.class, WebConfiguration.class);
        context.register(
                StatusSnapshots.class,
                EventStreams.class,
                AuditController.class,
                AuthController.class,
                BackupController.class,
                ConnectionController.class,
                DatabaseCareController.class,
                DatabaseController.class,
                DatabaseViewController.class,
                EngineController.class,
                EventController.class,
                InstallController.class,
                MarketController.class,
                OpenApiController.class,
                PositionController.class,
                RetentionController.class,
                SetController.class,
                TradeController.class);
        return context;
    }

    private static TomcatServletWebServerFactory tomcat(InetSocketAddress address) {
        TomcatServletWebServerFactory tomcat = new TomcatServletWebServerFactory(address.getPort());
        tomcat.setAddress(address.getAddress());
        tomcat.setShutdown(Shutdown.GRACEFUL);
        tomcat.addProtocolHandlerCustomizers(
                protocol -> protocol.setExecutor(Executors.newVirtualThreadPerTaskExecutor()));
        tomcat.addConnectorCustomizers(
                connector -> connector.setProperty("maxConnections", String.valueOf(MOST_CONNECTIONS)),
                connector -> connector.setProperty("connectionTimeout", String.valueOf(SILENCE_MS)));
        tomcat.addContextCustomizers(application -> {
            if (application.getParent() instanceof StandardHost host) {
                host.setErrorReportValveClass(ProblemValve.class.getName());
            }
        });
        return tomcat;
    }

    private static Optional<BindException> inUse(RuntimeException failure, InetSocketAddress address) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException
                    || cause instanceof org.springframework.boot.web.server.PortInUseException) {
                BindException bind = new BindException(address.getHostString() + ":" + address.getPort());
                bind.initCause(failure);
                return Optional.of(bind);
            }
        }
        return Optional.empty();
    }
}
