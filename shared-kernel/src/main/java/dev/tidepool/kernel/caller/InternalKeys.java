package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.net.BoundedBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** The gateway's public keys: fetched when first needed, kept, fetched again when old or when an unknown key shows up. */
@ApplicationScoped
class InternalKeys {

    private static final Logger LOG = Logger.getLogger(InternalKeys.class);

    /** Far above any set of ours; bounds what a stranger on that port could make us hold. */
    private static final int MAX_KEY_SET_BYTES = 65_536;

    private final InternalTokenConfig config;
    private final HttpClient client;
    private Known known = new Known(new InternalTokenVerifier(List.of()), 0);
    private long attemptedAt;
    private @Nullable Uni<InternalTokenVerifier> pending;

    InternalKeys(InternalTokenConfig config, Vertx vertx) {
        this.config = config;
        this.client = vertx.createHttpClient();
    }

    /** Keys and when they were fetched: a reading of the monotonic clock in nanoseconds, zero for never. */
    private record Known(InternalTokenVerifier verifier, long fetchedAt) {}

    /** The verifier for the keys known now, fetched first if there are none or they are old. */
    synchronized Uni<InternalTokenVerifier> current() {
        return isOlderThan(known.fetchedAt(), config.refreshInterval())
                ? refreshed()
                : Uni.createFrom().item(known.verifier());
    }

    /** The verifier after asking the gateway again, unless it was asked a moment ago. */
    synchronized Uni<InternalTokenVerifier> refreshed() {
        if (pending != null) {
            return onOwnContext(pending);
        }
        if (!isOlderThan(attemptedAt, config.minimumInterval())) {
            return Uni.createFrom().item(known.verifier());
        }
        attemptedAt = System.nanoTime();
        Uni<InternalTokenVerifier> fetching =
                fetch().onTermination().invoke(this::settled).memoize().indefinitely();
        pending = fetching;
        return onOwnContext(fetching);
    }

    /**
     * The answer comes on the context of whoever asked first. A request that went on there would share its scope, and the identity
     * kept in it, with all others that waited.
     */
    private static Uni<InternalTokenVerifier> onOwnContext(Uni<InternalTokenVerifier> shared) {
        Context context = Vertx.currentContext();
        return context == null ? shared : shared.emitOn(task -> context.runOnContext(ignored -> task.run()));
    }

    private Uni<InternalTokenVerifier> fetch() {
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(config.jwksUrl().toString());
        return Uni.createFrom()
                .completionStage(() -> client.request(request)
                        .compose(InternalKeys::sendAndRead)
                        .toCompletionStage())
                .ifNoItem()
                .after(config.fetchTimeout())
                .fail()
                .map(this::accept)
                .onFailure()
                .recoverWithItem(this::keepOld);
    }

    /** Reading is set up where the answer arrives: set up on another thread it could come after the answer's end. */
    private static Future<Buffer> sendAndRead(HttpClientRequest request) {
        return request.send().compose(answer -> BoundedBody.read(answer, MAX_KEY_SET_BYTES, InternalKeys::tooLong));
    }

    private static IllegalStateException tooLong() {
        return new IllegalStateException("the gateway's key set is longer than " + MAX_KEY_SET_BYTES + " bytes");
    }

    private synchronized InternalTokenVerifier accept(Buffer json) {
        try {
            known = new Known(
                    new InternalTokenVerifier(new JsonWebKeySet(json.toString()).getJsonWebKeys()), System.nanoTime());
            return known.verifier();
        } catch (JoseException malformed) {
            throw new IllegalStateException("the gateway's key set is malformed", malformed);
        }
    }

    private synchronized InternalTokenVerifier keepOld(Throwable failure) {
        LOG.warnf("event=internal_keys_unavailable url=%s reason=%s", config.jwksUrl(), failure.toString());
        return known.verifier();
    }

    private synchronized void settled() {
        pending = null;
    }

    private static boolean isOlderThan(long reading, Duration age) {
        return reading == 0 || System.nanoTime() - reading > age.toNanos();
    }
}
