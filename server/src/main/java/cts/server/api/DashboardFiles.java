package cts.server.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpStatus;
import org.springframework.web.HttpRequestHandler;

/**
 * The dashboard's files, from {@code static} in the program's archive. A path without an extension is one of its pages and
 * gets {@code index.html}. Files under {@code assets} have a hash in their name and never change; all others are asked for
 * anew each time and answered with 304 while they are the same.
 *
 * <p>Safe for any thread. Keeps what it has read: there are few files, and only those in the archive.
 */
final class DashboardFiles implements HttpRequestHandler {
    private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*/?");
    private static final Pattern FILE = Pattern.compile(".*\\.[A-Za-z0-9]+");
    private static final String ROOT = "/static";
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html;charset=utf-8"),
            Map.entry("js", "text/javascript;charset=utf-8"),
            Map.entry("css", "text/css;charset=utf-8"),
            Map.entry("json", "application/json"),
            Map.entry("webmanifest", "application/manifest+json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("txt", "text/plain;charset=utf-8"));
    private static final String NO_DASHBOARD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>CTS</title></head>
            <body><h1>CTS is running</h1>
            <p>Its dashboard was not built, because Node.js (with npm) was not found when CTS was built. Install Node.js 20 or
            newer and start CTS again; the interface under /api and the command line work without it.</p></body></html>
            """;

    private final Map<String, Content> read = new ConcurrentHashMap<>();

    private record Content(ByteArrayResource file, String type, String tag) {}

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = request.getRequestURI();
        Optional<Content> found = PATH.matcher(path).matches() ? find(path) : Optional.empty();
        if (found.isEmpty()) {
            Problem.of(HttpStatus.NOT_FOUND, "There is nothing at " + Problem.shown(path) + ".")
                    .write(request, response);
            return;
        }
        Content content = found.get();
        response.setHeader(
                "Cache-Control", path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache");
        response.setHeader("ETag", content.tag());
        if (content.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(content.type());
        byte[] bytes = content.file().getByteArray();
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private Optional<Content> find(String path) throws IOException {
        if (FILE.matcher(path).matches()) {
            return content(path);
        }
        Optional<Content> page = content("/index.html");
        return page.isPresent() ? page : Optional.of(content(NO_DASHBOARD.getBytes(StandardCharsets.UTF_8), "html"));
    }

    private Optional<Content> content(String path) throws IOException {
        Content known = read.get(path);
        if (known != null) {
            return Optional.of(known);
        }
        try (InputStream file = DashboardFiles.class.getResourceAsStream(ROOT + path)) {
            if (file == null) {
                return Optional.empty();
            }
            Content content = content(file.readAllBytes(), path.substring(path.lastIndexOf('.') + 1));
            read.put(path, content);
            return Optional.of(content);
        }
    }

    private static Content content(byte[] bytes, String extension) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return new Content(
                    new ByteArrayResource(bytes),
                    TYPES.getOrDefault(extension, "application/octet-stream"),
                    '"' + HexFormat.of().formatHex(hash, 0, 16) + '"');
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
