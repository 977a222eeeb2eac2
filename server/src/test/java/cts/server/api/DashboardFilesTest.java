package cts.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DashboardFilesTest {
    private static ApiFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ApiFixture.starting();
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void everyPageGetsTheSamePageWhichIsAskedForAnew() {
        try (Browser browser = fixture.browser()) {
            Browser.Reply home = browser.get("/");
            assertThat(home.status()).isEqualTo(200);
            assertThat(home.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
            assertThat(home.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(home.body()).containsIgnoringCase("<!doctype html>").contains("CTS");
            for (String path : List.of("/market", "/sets", "/sets/0198-abc", "/login")) {
                assertThat(browser.get(path).body()).as(path).isEqualTo(home.body());
            }
            Browser.Reply again = browser.send(browser.request("/").header("If-None-Match", home.header("ETag")));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.body()).isEmpty();
        }
    }

    @Test
    void fileWithItsHashInTheNameIsKeptForever() {
        try (Browser browser = fixture.browser()) {
            Browser.Reply file = browser.get("/assets/sample-1a2b3c.js");
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.header("Content-Type")).isEqualTo("text/javascript;charset=utf-8");
            assertThat(file.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        }
    }

    @Test
    void whatIsNoFileOfTheDashboardIsNotFound() {
        try (Browser browser = fixture.browser()) {
            for (String path : List.of(
                    "/assets/gone.js",
                    "/cts/server/Main.class",
                    "/.hidden.txt",
                    "/assets/.hidden.js",
                    "/logback.xml",
                    "/db/migrations.sha256")) {
                Browser.Reply reply = browser.get(path);
                assertThat(reply.status()).as(path).isEqualTo(404);
                assertThat(reply.json().path("success").booleanValue()).isFalse();
            }
        }
    }
}
