package dev.tidepool.gateway.cache;

import dev.tidepool.gateway.compress.Compression;
import dev.tidepool.gateway.route.Caching;
import dev.tidepool.gateway.route.Fetched;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Answers reads of routes whose answers are kept. Whether the caller may have them is settled before. */
@Singleton
public class CachedAnswers {

    private static final CharSequence X_CACHE = HttpHeaders.createOptimized("X-Cache");
    private static final CharSequence HIT = HttpHeaders.createOptimized("hit");
    private static final CharSequence MISS = HttpHeaders.createOptimized("miss");

    private final AnswerCache cache;
    private final CacheConfig config;
    private final Compression compression;
    private final Map<String, PublicDocument> documents;
    private final Counter hits;
    private final Counter misses;

    CachedAnswers(
            AnswerCache cache,
            CacheConfig config,
            Compression compression,
            Instance<PublicDocument> documents,
            MeterRegistry metrics) {
        this.cache = cache;
        this.config = config;
        this.compression = compression;
        this.documents = documents.stream()
                .collect(Collectors.toUnmodifiableMap(PublicDocument::documentPath, Function.identity()));
        this.hits = metrics.counter("tidepool.cache.requests", "outcome", "hit");
        this.misses = metrics.counter("tidepool.cache.requests", "outcome", "miss");
    }

    /** A request for something that is kept. */
    public record Read(HttpServerRequest request, String pathAndQuery, Caching caching, boolean forEverybody) {}

    public boolean serves(HttpServerRequest request, String pathAndQuery) {
        HttpMethod method = request.method();
        return config.enabled()
                && (method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))
                && pathAndQuery.length() <= config.maxKeyLength()
                && request.getHeader("Range") == null
                && hasNoBody(request);
    }

    /** Some clients say of every request how long its body is, also where there is none. */
    private static boolean hasNoBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return (length == null || length.equals("0")) && request.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
    }

    /** Answers a read of one of the gateway's own documents. Returns false if there is no such document. */
    public boolean answerDocument(Read read, Consumer<Throwable> otherwise) {
        PublicDocument document = documents.get(read.pathAndQuery());
        if (document == null) {
            return false;
        }
        answer(read, () -> produce(document, read.caching()), otherwise);
        return true;
    }

    /**
     * Answers a read of what a service has.
     *
     * @param fetch asks the service for so many bytes at most, once for all who wait
     */
    public void answerFetched(Read read, IntFunction<Future<Fetched>> fetch, Consumer<Throwable> otherwise) {
        answer(read, () -> keepable(fetch, read.caching()), otherwise);
    }

    /** @param otherwise told why when there is nothing to be kept: the request goes its own way then */
    private void answer(Read read, Supplier<Future<Optional<KeptAnswer>>> source, Consumer<Throwable> otherwise) {
        Optional<KeptAnswer> found = cache.find(read.pathAndQuery(), System.nanoTime());
        if (found.isPresent()) {
            hits.increment();
            send(read, found.get(), HIT);
            return;
        }
        misses.increment();
        Context own = Objects.requireNonNull(Vertx.currentContext());
        cache.ask(read.pathAndQuery(), source)
                .onComplete(asked -> own.runOnContext(here -> {
                    if (asked.succeeded() && asked.result().isPresent()) {
                        send(read, asked.result().get(), MISS);
                    } else {
                        otherwise.accept(asked.succeeded() ? new NotKeptException() : asked.cause());
                    }
                }));
    }

    /** The answer is one that is not kept; nothing has failed. */
    private static final class NotKeptException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotKeptException() {
            super("not kept", null, false, false);
        }
    }

    private static Future<Optional<KeptAnswer>> produce(PublicDocument document, Caching caching) {
        long now = System.nanoTime();
        Uni<Optional<KeptAnswer>> made = document.document()
                .map(body -> Optional.of(KeptAnswer.of(
                        document.contentType(),
                        Map.of(),
                        body,
                        caching,
                        document.maxAge().orElse(caching.lifetime()),
                        now)));
        return Future.fromCompletionStage(made.subscribeAsCompletionStage());
    }

    private Future<Optional<KeptAnswer>> keepable(IntFunction<Future<Fetched>> fetch, Caching caching) {
        long now = System.nanoTime();
        return fetch.apply(config.maxEntryBytes())
                .map(fetched -> Keepable.is(fetched.status(), fetched.head())
                        ? Optional.of(KeptAnswer.of(
                                fetched.head().get(HttpHeaders.CONTENT_TYPE),
                                Keepable.told(fetched.head()),
                                fetched.body(),
                                caching.forAtMost(Keepable.lifetime(fetched.head(), caching.lifetime())),
                                Keepable.lifetime(fetched.head(), caching.lifetime()),
                                now))
                        : Optional.empty());
    }

    private void send(Read read, KeptAnswer answer, CharSequence origin) {
        HttpServerRequest request = read.request();
        HttpServerResponse response = request.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        request.resume();
        MultiMap head = response.headers();
        answer.head().forEach(head::set);
        head.set(X_CACHE, origin);
        head.set(HttpHeaders.ETAG, answer.tag());
        head.set(HttpHeaders.AGE, Long.toString(answer.ageSeconds(System.nanoTime())));
        head.set(
                HttpHeaders.CACHE_CONTROL,
                (read.forEverybody() ? "public" : "private") + ", max-age="
                        + answer.maxAge().toSeconds());
        String known = request.getHeader(HttpHeaders.IF_NONE_MATCH);
        if (known != null && EntityTags.name(known, answer.tag())) {
            head.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
            response.setStatusCode(304).end();
            return;
        }
        head.set(HttpHeaders.CONTENT_TYPE, answer.contentType());
        head.set(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length()));
        compression.whole(request, 200, head, answer.body(), answer.encoded()).onSuccess(body -> end(request, body));
    }

    private static void end(HttpServerRequest request, Buffer body) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.headWritten()) {
            return;
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }
}
