package dev.tidepool.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The documentation's page, in place of the one that comes with its scripts: that one has scripts in line, which the page's policy
 * would have to allow, and the framework routes each request for it twice, through the edge again.
 */
@Singleton
class DocsPage {

    /** Behind the edge and ahead of the framework's own page. */
    private static final int AFTER_EDGE = 1000;

    private static final Page INDEX = new Page("text/html; charset=utf-8", read("index.html"));

    private static final Map<String, Page> PAGES = Map.of(
            "/api/docs/",
            INDEX,
            "/api/docs/index.html",
            INDEX,
            "/api/docs/start.js",
            new Page("text/javascript; charset=utf-8", read("start.js")));

    private record Page(String contentType, Buffer body) {}

    void register(@Observes Filters filters) {
        filters.register(DocsPage::serve, AFTER_EDGE);
    }

    private static void serve(RoutingContext routing) {
        @Nullable String path = routing.request().path();
        Page page = path == null ? null : PAGES.get(path);
        if (page == null) {
            routing.next();
            return;
        }
        routing.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, page.contentType())
                .end(page.body());
    }

    private static Buffer read(String name) {
        try (InputStream in = DocsPage.class.getResourceAsStream("/docs/" + name)) {
            return Buffer.buffer(Objects.requireNonNull(in, name).readAllBytes());
        } catch (IOException failure) {
            throw new IllegalStateException("the documentation's " + name + " cannot be read", failure);
        }
    }
}
