package dev.tidepool.gateway.compress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Decides whether an answer is compressed, and with what.
 *
 * <p>The length of a compressed answer tells what it has in common with itself; whoever can make a victim's browser send
 * requests of his choice, with the victim's credential, and can see their lengths, could guess a secret in the answers letter by
 * letter (BREACH). Here no credential rides along by itself: there are no cookies, and CORS allows no credentials. And answers
 * that hand out a secret (tokens, keys) are the gateway's own to requests that change something, which are not compressed.
 */
@Singleton
public class Compression {

    /** What makes bytes of answers, in the pipeline of a connection. */
    private static final String HTTP_ENCODER = "httpEncoder";

    private static final CharSequence VARY_VALUE = HttpHeaders.ACCEPT_ENCODING;

    /** Bytes that take a millisecond or two. */
    private static final int MOST_ON_LOOP = 64 * 1024;

    /** Of an answer that says its length. */
    private static final AnswerEncoder.Terms LONG_ENOUGH = new AnswerEncoder.Terms(0, Duration.ZERO);

    private final Encoders encoders;
    private final CompressionConfig config;
    private final AnswerEncoder.Terms unknown;
    private final Vertx vertx;
    private final AtomicInteger active = new AtomicInteger();
    private final Map<Coding, Counter> answers = new EnumMap<>(Coding.class);
    private final Counter refused;

    Compression(Encoders encoders, CompressionConfig config, Vertx vertx, MeterRegistry metrics) {
        this.encoders = encoders;
        this.config = config;
        this.unknown = new AnswerEncoder.Terms(config.least(), config.patience());
        this.vertx = vertx;
        for (Coding coding : Coding.values()) {
            answers.put(coding, metrics.counter("tidepool.compression.answers", "coding", coding.wireName()));
        }
        this.refused = metrics.counter("tidepool.compression.refused");
        metrics.gauge("tidepool.compression.active", active);
    }

    /**
     * Compresses an answer that is about to be written, if it gains from it: one of a length that is not known once it turns out to
     * be long enough. Its pieces go out as they come. Not for what is sent from a file.
     */
    public void stream(HttpServerRequest request, HttpServerResponse response) {
        if (!request.version().equals(HttpVersion.HTTP_1_1)
                || !(request.connection() instanceof ConnectionBase connection)) {
            return;
        }
        MultiMap head = response.headers();
        choose(request, response.getStatusCode(), head)
                .ifPresent(coding -> connection
                        .channel()
                        .pipeline()
                        .addAfter(HTTP_ENCODER, null, new AnswerEncoder(head, terms(head), () -> begin(coding, head))));
    }

    private AnswerEncoder.Terms terms(MultiMap head) {
        return head.contains(HttpHeaders.CONTENT_LENGTH) ? LONG_ENOUGH : unknown;
    }

    private Optional<BodyEncoder> begin(Coding coding, MultiMap head) {
        if (active.incrementAndGet() > config.maxConcurrent()) {
            active.decrementAndGet();
            refused.increment();
            return Optional.empty();
        }
        ready(head, coding);
        head.set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
        return Optional.of(encoders.begin(coding, active::decrementAndGet));
    }

    /** The whole body of an answer as it goes out, and its head readied for that. */
    public Buffer whole(HttpServerRequest request, int status, MultiMap head, Buffer body) {
        Coding coding = choose(request, status, head).orElse(null);
        if (coding == null) {
            return body;
        }
        ready(head, coding);
        return encoders.whole(coding, body);
    }

    /**
     * The same of a body that is sent again and again. A long one is encoded beside the event loop; when that fails it goes out as
     * it is.
     *
     * @param encoded what was made of the body for others; what is made of it now is added
     */
    public Future<Buffer> whole(
            HttpServerRequest request, int status, MultiMap head, Buffer body, Map<Coding, Buffer> encoded) {
        Coding coding = choose(request, status, head).orElse(null);
        return coding == null
                ? Future.succeededFuture(body)
                : made(coding, body, encoded)
                        .onSuccess(made -> ready(head, coding))
                        .recover(failure -> Future.succeededFuture(body));
    }

    private Future<Buffer> made(Coding coding, Buffer body, Map<Coding, Buffer> encoded) {
        Buffer known = encoded.get(coding);
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Future<Buffer> made = body.length() <= MOST_ON_LOOP
                ? Future.succeededFuture(encoders.whole(coding, body))
                : vertx.executeBlocking(() -> encoders.whole(coding, body), false)
                        .map(Objects::requireNonNull);
        return made.onSuccess(bytes -> encoded.put(coding, bytes));
    }

    private Optional<Coding> choose(HttpServerRequest request, int status, MultiMap head) {
        if (!config.enabled() || !Compressible.is(status, head, config.least())) {
            return Optional.empty();
        }
        head.add(HttpHeaders.VARY, VARY_VALUE);
        String accepted = request.getHeader(HttpHeaders.ACCEPT_ENCODING);
        if (accepted == null || request.method().equals(HttpMethod.HEAD)) {
            return Optional.empty();
        }
        return AcceptEncoding.best(accepted, encoders.available());
    }

    private void ready(MultiMap head, Coding coding) {
        head.set(HttpHeaders.CONTENT_ENCODING, coding.wireName());
        head.remove(HttpHeaders.CONTENT_LENGTH);
        weaken(head);
        Objects.requireNonNull(answers.get(coding)).increment();
    }

    /** A strong tag promises the very same bytes (RFC 9110, section 8.8.1). */
    private static void weaken(MultiMap head) {
        String tag = head.get(HttpHeaders.ETAG);
        if (tag != null && !tag.startsWith("W/")) {
            head.set(HttpHeaders.ETAG, "W/" + tag);
        }
        head.remove(HttpHeaders.ACCEPT_RANGES);
    }
}
