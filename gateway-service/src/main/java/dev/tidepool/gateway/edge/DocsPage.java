package dev.tidepool.gateway.edge;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The documentation's page for whoever is not answered with a kept file ({@link DocsFile}): by a query, or when nothing is kept.
 * Not the framework's page, whose scripts in line the page's policy would have to allow.
 */
@Singleton
class DocsPage {

    /** Behind the edge. */
    private static final int AFTER_EDGE = 1000;

    private static final String WITHOUT_SLASH = "/api/docs";

    private final Map<String, DocsFile> files;

    DocsPage(Instance<DocsFile> files) {
        this.files = files.stream().collect(Collectors.toUnmodifiableMap(DocsFile::documentPath, Function.identity()));
    }

    void register(@Observes Filters filters) {
        filters.register(this::serve, AFTER_EDGE);
    }

    private void serve(RoutingContext routing) {
        @Nullable String path = routing.request().path();
        DocsFile file = path == null ? null : files.get(path);
        if (file != null) {
            send(routing, file);
        } else if (WITHOUT_SLASH.equals(path)) {
            routing.response()
                    .setStatusCode(302)
                    .putHeader(HttpHeaders.LOCATION, WITHOUT_SLASH + "/")
                    .end();
        } else {
            routing.next();
        }
    }

    private static void send(RoutingContext routing, DocsFile file) {
        routing.response().putHeader(HttpHeaders.CONTENT_TYPE, file.contentType());
        file.document().subscribe().with(body -> routing.response().end(body), routing::fail);
    }
}
