package cts.server.cli;

import java.util.Optional;

/**
 * What a server says once it is ready.
 *
 * @param market where prices come from, and how fast
 * @param money paper or live
 * @param url where it listens; empty without HTTP
 * @param setupLink to be opened once, while there is no administrator
 */
record Greeting(String market, String money, Optional<String> url, Optional<String> setupLink) {
    String text() {
        StringBuilder text = new StringBuilder("%s. Money: %s.%n".formatted(market, money));
        url.ifPresent(address -> text.append("CTS is ready: %s%n".formatted(address)));
        setupLink.ifPresent(link ->
                text.append("First start: open this link once to look around and to create the administrator:%n  %s%n"
                        .formatted(link)));
        if (url.isPresent()) text.append("Stop with Ctrl-C; it goes on where it stood.");
        return text.toString();
    }
}
