package dev.tidepool.gateway.edge;

import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The files of the documentation's page: the page itself is ours, the rest comes with the library that shows it. */
class DocsFiles {

    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String OWN = "/docs/";
    private static final String LIBRARY = "/META-INF/resources/openapi-ui/";

    private final Vertx vertx;

    DocsFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    @Produces
    @Singleton
    DocsFile page() {
        return file("", "text/html; charset=utf-8", OWN + "index.html");
    }

    @Produces
    @Singleton
    DocsFile pageByName() {
        return file("index.html", "text/html; charset=utf-8", OWN + "index.html");
    }

    @Produces
    @Singleton
    DocsFile start() {
        return file("start.js", SCRIPT, OWN + "start.js");
    }

    @Produces
    @Singleton
    DocsFile bundle() {
        return file("swagger-ui-bundle.js", SCRIPT, LIBRARY + "swagger-ui-bundle.js");
    }

    @Produces
    @Singleton
    DocsFile preset() {
        return file("swagger-ui-standalone-preset.js", SCRIPT, LIBRARY + "swagger-ui-standalone-preset.js");
    }

    @Produces
    @Singleton
    DocsFile style() {
        return file("swagger-ui.css", "text/css; charset=utf-8", LIBRARY + "swagger-ui.css");
    }

    @Produces
    @Singleton
    DocsFile icon() {
        return file("favicon.ico", "image/x-icon", LIBRARY + "favicon.ico");
    }

    private DocsFile file(String name, String contentType, String resource) {
        return new DocsFile("/api/docs/" + name, contentType, resource, vertx);
    }
}
