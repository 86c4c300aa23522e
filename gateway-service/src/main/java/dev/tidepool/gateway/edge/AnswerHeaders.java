package dev.tidepool.gateway.edge;

import dev.tidepool.kernel.log.RequestContext;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;

/** Headers of every answer, written last so that no service's word stands against them. */
@Singleton
class AnswerHeaders {

    private static final CharSequence RESPONSE_TIME = HttpHeaders.createOptimized("X-Response-Time");
    private static final CharSequence SERVER_TIMING = HttpHeaders.createOptimized("Server-Timing");
    private static final CharSequence REQUEST_ID = HttpHeaders.createOptimized(RequestContext.REQUEST_ID_HEADER);
    private static final CharSequence CONTENT_SECURITY_POLICY = HttpHeaders.createOptimized("Content-Security-Policy");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence FRAMES = HttpHeaders.createOptimized("X-Frame-Options");
    private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence PERMISSIONS = HttpHeaders.createOptimized("Permissions-Policy");
    private static final CharSequence XSS = HttpHeaders.createOptimized("X-XSS-Protection");
    private static final CharSequence TRANSPORT = HttpHeaders.createOptimized("Strict-Transport-Security");

    private static final CharSequence DATA_POLICY = HttpHeaders.createOptimized(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

    /** The documentation page (DocsPage) brings its own scripts and styles, and reads the description it shows. */
    private static final CharSequence PAGE_POLICY =
            HttpHeaders.createOptimized("default-src 'none'; connect-src 'self';"
                    + " script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " font-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'");

    /** The page that claims an agent is a form and nothing else. */
    private static final CharSequence FORM_POLICY = HttpHeaders.createOptimized(
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'");

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
        long nanos = exchange.nanosSoFar();
        headers.set(
                RESPONSE_TIME,
                milliseconds(new StringBuilder(12), nanos).append("ms").toString());
        headers.set(SERVER_TIMING, timing(exchange.upstreamNanos(), nanos));
        headers.set(CONTENT_SECURITY_POLICY, policyOf(exchange.path()));
        headers.set(NO_SNIFF, NO_SNIFF_VALUE);
        headers.set(FRAMES, FRAMES_VALUE);
        headers.set(REFERRER, REFERRER_VALUE);
        headers.set(PERMISSIONS, PERMISSIONS_VALUE);
        headers.set(XSS, XSS_VALUE);
        if (exchange.client().secure()) {
            headers.set(TRANSPORT, TRANSPORT_VALUE);
        }
        cors.write(exchange.request(), exchange.path(), headers);
    }

    /** For example {@code upstream;dur=1.301, gateway;dur=0.181}. */
    private static String timing(long upstreamNanos, long nanos) {
        StringBuilder text = new StringBuilder(48);
        if (upstreamNanos > 0) {
            milliseconds(text.append("upstream;dur="), upstreamNanos).append(", ");
        }
        return milliseconds(text.append("gateway;dur="), nanos - upstreamNanos).toString();
    }

    /** For example {@code 1.482}. */
    private static StringBuilder milliseconds(StringBuilder text, long nanos) {
        long micros = nanos / 1000;
        int fraction = (int) (micros % 1000);
        String zeros = fraction < 10 ? "00" : fraction < 100 ? "0" : "";
        return text.append(micros / 1000).append('.').append(zeros).append(fraction);
    }

    private static CharSequence policyOf(String path) {
        if (path.startsWith("/api/docs/")) {
            return PAGE_POLICY;
        }
        return path.startsWith("/claim/") ? FORM_POLICY : DATA_POLICY;
    }
}
