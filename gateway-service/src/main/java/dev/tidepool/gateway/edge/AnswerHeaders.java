package dev.tidepool.gateway.edge;

import dev.tidepool.kernel.log.RequestContext;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Headers of every answer, written last so that no service's word stands against them. */
@ApplicationScoped
class AnswerHeaders {

    private static final CharSequence RESPONSE_TIME = HttpHeaders.createOptimized("X-Response-Time");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestContext.REQUEST_ID_HEADER);
    private static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence FRAMES = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence PERMISSIONS = HttpHeaders.createOptimized("Permissions-Policy");
    private static final CharSequence XSS = HttpHeaders.createOptimized("X-XSS-Protection");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("Strict-Transport-Security");

    private static final String DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

    /** The documentation page brings its own scripts and has one in line. */
    private static final String PAGE_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline';"
            + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

    private final Cors cors;

    AnswerHeaders(Cors cors) {
        this.cors = cors;
    }

    void filter(RoutingContext routing) {
        long start = System.nanoTime();
        routing.addHeadersEndHandler(head -> write(routing, start));
        routing.next();
    }

    private void write(RoutingContext routing, long start) {
        MultiMap headers = routing.response().headers();
        headers.remove(HttpHeaders.SERVER);
        headers.set(REQUEST_ID, RequestContext.requestId(routing));
        headers.set(RESPONSE_TIME, milliseconds(System.nanoTime() - start));
        headers.set(CONTENT_SECURITY_POLICY, policyOf(routing.request().path()));
        headers.set(NO_SNIFF, "nosniff");
        headers.set(FRAMES, "DENY");
        headers.set(REFERRER, "no-referrer");
        headers.set(PERMISSIONS, "camera=(), geolocation=(), microphone=()");
        headers.set(XSS, "0");
        if (routing.request().isSSL()) {
            headers.set(TRANSPORT, "max-age=63072000; includeSubDomains; preload");
        }
        cors.write(routing.request(), headers);
    }

    private static String policyOf(@Nullable String path) {
        return path != null && path.startsWith("/api/docs") ? PAGE_POLICY : DATA_POLICY;
    }

    /** For example {@code 1.482ms}. */
    private static String milliseconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%03dms", nanos / 1_000_000, nanos / 1000 % 1000);
    }
}
