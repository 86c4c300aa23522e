package dev.tidepool.gateway.edge;

import dev.tidepool.kernel.log.RequestContext;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;

/** Headers of every answer, written last so that no service's word stands against them. */
@Singleton
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

    private static final CharSequence DATA_POLICY =
            HttpHeaders.createOptimized("default-src 'none'; frame-ancestors 'none'");

    /** The documentation page brings its own scripts and has one in line. */
    private static final CharSequence PAGE_POLICY = HttpHeaders.createOptimized(
            "default-src 'self'; script-src 'self' 'unsafe-inline';"
                    + " style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'");

    private static final CharSequence NO_SNIFF_VALUE = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence FRAMES_VALUE = HttpHeaders.createOptimized("DENY");
    private static final CharSequence REFERRER_VALUE = HttpHeaders.createOptimized("no-referrer");
    private static final CharSequence PERMISSIONS_VALUE =
            HttpHeaders.createOptimized("camera=(), geolocation=(), microphone=()");
    private static final CharSequence XSS_VALUE = HttpHeaders.createOptimized("0");
    private static final CharSequence TRANSPORT_VALUE =
            HttpHeaders.createOptimized("max-age=63072000; includeSubDomains; preload");

    private final Cors cors;

    AnswerHeaders(Cors cors) {
        this.cors = cors;
    }

    /** Called as the head of the answer goes out, whoever answers. */
    void write(Exchange exchange) {
        MultiMap headers = exchange.response().headers();
        headers.remove(HttpHeaders.SERVER);
        headers.set(REQUEST_ID, exchange.requestId());
        headers.set(RESPONSE_TIME, milliseconds(exchange.nanosSoFar()));
        headers.set(CONTENT_SECURITY_POLICY, exchange.path().startsWith("/api/docs") ? PAGE_POLICY : DATA_POLICY);
        headers.set(NO_SNIFF, NO_SNIFF_VALUE);
        headers.set(FRAMES, FRAMES_VALUE);
        headers.set(REFERRER, REFERRER_VALUE);
        headers.set(PERMISSIONS, PERMISSIONS_VALUE);
        headers.set(XSS, XSS_VALUE);
        if (exchange.request().isSSL()) {
            headers.set(TRANSPORT, TRANSPORT_VALUE);
        }
        cors.write(exchange.request(), headers);
    }

    /** For example {@code 1.482ms}. */
    private static String milliseconds(long nanos) {
        long micros = nanos / 1000;
        int fraction = (int) (micros % 1000);
        String zeros = fraction < 10 ? "00" : fraction < 100 ? "0" : "";
        return micros / 1000 + "." + zeros + fraction + "ms";
    }
}
