package dev.tidepool.kernel.caller;

import dev.tidepool.kernel.net.BoundedBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;

/** The gateway's public keys: fetched when first needed, kept, fetched again when old or when an unknown key shows up. */
@ApplicationScoped
class InternalKeys {

    private static final Logger LOG = Logger.getLogger(InternalKeys.class);

    /** Far above any set of ours; bounds what a stranger on that port could make us hold. */
    private static final int MAX_KEY_SET_BYTES = 65_536;

    private final InternalTokenConfig config;
    private final HttpClient client;
    private final KeptKeys<InternalTokenVerifier> kept;

    InternalKeys(InternalTokenConfig config, Vertx vertx) {
        this.config = config;
        this.client = vertx.createHttpClient();
        this.kept = new KeptKeys<>(
                new InternalTokenVerifier(List.of()),
                config.refreshInterval(),
                config.minimumInterval(),
                this::fetch,
                this::unavailable);
    }

    /** The verifier for the keys known now, fetched first if there are none. */
    Uni<InternalTokenVerifier> current() {
        return kept.current();
    }

    /** The verifier after asking the gateway again, unless it was asked a moment ago. */
    Uni<InternalTokenVerifier> refreshed() {
        return kept.refreshed();
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
                .map(InternalKeys::verifierOf);
    }

    /** Reading is set up where the answer arrives: set up on another thread it could come after the answer's end. */
    private static Future<Buffer> sendAndRead(HttpClientRequest request) {
        return request.send().compose(answer -> BoundedBody.read(answer, MAX_KEY_SET_BYTES, InternalKeys::tooLong));
    }

    private static IllegalStateException tooLong() {
        return new IllegalStateException("the gateway's key set is longer than " + MAX_KEY_SET_BYTES + " bytes");
    }

    private static InternalTokenVerifier verifierOf(Buffer json) {
        try {
            return new InternalTokenVerifier(new JsonWebKeySet(json.toString()).getJsonWebKeys());
        } catch (JoseException malformed) {
            throw new IllegalStateException("the gateway's key set is malformed", malformed);
        }
    }

    private void unavailable(Throwable failure) {
        LOG.warnf("event=internal_keys_unavailable url=%s reason=%s", config.jwksUrl(), failure.toString());
    }
}
