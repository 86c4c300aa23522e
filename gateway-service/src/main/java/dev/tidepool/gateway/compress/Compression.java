package dev.tidepool.gateway.compress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelPipeline;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import jakarta.inject.Singleton;
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

    private final Encoders encoders;
    private final CompressionConfig config;
    private final AtomicInteger active = new AtomicInteger();
    private final Map<Coding, Counter> answers = new EnumMap<>(Coding.class);
    private final Counter refused;

    Compression(Encoders encoders, CompressionConfig config, MeterRegistry metrics) {
        this.encoders = encoders;
        this.config = config;
        for (Coding coding : Coding.values()) {
            answers.put(coding, metrics.counter("tidepool.compression.answers", "coding", coding.wireName()));
        }
        this.refused = metrics.counter("tidepool.compression.refused");
        metrics.gauge("tidepool.compression.active", active);
    }

    /**
     * Readies the head of an answer for what its body becomes.
     *
     * @param head of the answer; its length and tag no longer hold when an encoder is given
     */
    public Optional<BodyEncoder> begin(HttpServerRequest request, int status, MultiMap head) {
        return choose(request, status, head).flatMap(coding -> encode(coding, head));
    }

    /**
     * Compresses an answer that the framework writes, if it gains from it. To be called when its head is about to be written, and
     * not for what is sent from a file.
     */
    public void encode(HttpServerRequest request, HttpServerResponse response) {
        if (!request.version().equals(HttpVersion.HTTP_1_1)
                || !(request.connection() instanceof ConnectionBase connection)) {
            return;
        }
        MultiMap head = response.headers();
        begin(request, response.getStatusCode(), head).ifPresent(encoder -> {
            head.set(HttpHeaders.TRANSFER_ENCODING, HttpHeaders.CHUNKED);
            ChannelPipeline pipeline = connection.channel().pipeline();
            pipeline.addAfter(HTTP_ENCODER, null, new AnswerEncoder(head, encoder));
        });
    }

    /**
     * The whole body of an answer as it goes out, and its head readied for that.
     *
     * @param encoded what was made of the body for others; what is made of it now is added
     */
    public Buffer whole(
            HttpServerRequest request, int status, MultiMap head, Buffer body, Map<Coding, Buffer> encoded) {
        Coding coding = choose(request, status, head).orElse(null);
        if (coding == null) {
            return body;
        }
        Buffer made = encoded.get(coding);
        if (made == null) {
            made = encoders.whole(coding, body);
            encoded.put(coding, made);
        }
        ready(head, coding);
        return made;
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

    private Optional<BodyEncoder> encode(Coding coding, MultiMap head) {
        if (active.incrementAndGet() > config.maxConcurrent()) {
            active.decrementAndGet();
            refused.increment();
            return Optional.empty();
        }
        ready(head, coding);
        return Optional.of(encoders.begin(coding, active::decrementAndGet));
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
