package dev.tidepool.gateway.wire;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** Headers of a request that claim an identity. They reach nobody; that somebody tries is worth a note. */
public final class ForgedHeaders {

    /** Written by the decoder only: a client's own claims an identity itself and is replaced. */
    static final CharSequence MARK = HttpHeaders.createOptimized("x-tidepool-forged");

    private ForgedHeaders() {}

    /** How their names begin, with spaces between, if there are any. */
    public static Optional<String> of(HttpServerRequest request) {
        return Optional.ofNullable(request.getHeader(MARK));
    }
}
