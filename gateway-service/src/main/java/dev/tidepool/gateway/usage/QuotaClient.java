package dev.tidepool.gateway.usage;

import dev.tidepool.gateway.auth.InternalTokenIssuer;
import dev.tidepool.gateway.route.Upstream;
import dev.tidepool.gateway.route.Upstreams;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.net.BoundedBody;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Asks session-service what of its quotas the caller's organisation has used. */
@ApplicationScoped
class QuotaClient {

    private static final Logger LOG = Logger.getLogger(QuotaClient.class);
    private static final int MAX_BYTES = 16 * 1024;

    private final Upstreams upstreams;
    private final InternalTokenIssuer tokens;
    private final UsageConfig config;

    QuotaClient(Upstreams upstreams, InternalTokenIssuer tokens, UsageConfig config) {
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.config = config;
    }

    /** Empty when the service does not tell in time. Never fails. */
    Uni<Optional<Quotas>> quotas(Caller.Member member) {
        return Uni.createFrom()
                .completionStage(() -> fetch(member).toCompletionStage())
                .map(Quotas::parse)
                .ifNoItem()
                .after(config.quotaTimeout())
                .fail()
                .map(Optional::of)
                .onFailure()
                .invoke(failure -> LOG.warnf("event=quotas_missing reason=%s", failure.toString()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private Future<Buffer> fetch(Caller.Member member) {
        return upstreams
                .request(Upstream.SESSION, HttpMethod.GET, "/internal/quotas")
                .compose(request -> send(request, member));
    }

    private Future<Buffer> send(HttpClientRequest request, Caller.Member member) {
        // Also frees the connection of an answer that comes too late.
        request.idleTimeout(config.quotaTimeout().toMillis());
        return request.putHeader(HttpHeaders.AUTHORIZATION, tokens.headerFor(member))
                .send()
                .compose(QuotaClient::body);
    }

    private static Future<Buffer> body(HttpClientResponse answer) {
        return answer.statusCode() == 200
                ? BoundedBody.read(answer, MAX_BYTES, () -> new IllegalStateException("longer than " + MAX_BYTES))
                : Future.failedFuture("status " + answer.statusCode());
    }
}
