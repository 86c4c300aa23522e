package dev.tidepool.gateway.openapi;

import dev.tidepool.gateway.auth.InternalTokenIssuer;
import dev.tidepool.gateway.route.RouteTable;
import dev.tidepool.gateway.route.Upstream;
import dev.tidepool.gateway.route.Upstreams;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.net.BoundedBody;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.smallrye.mutiny.Uni;
import io.smallrye.openapi.runtime.io.Format;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * The description of the whole suite. Each service describes itself at {@code /q/openapi} on its ordinary port, which answers
 * the gateway only. A service that is away is left out and named in {@code x-missing-services}.
 */
@ApplicationScoped
class OpenApiService {

    private static final Logger LOG = Logger.getLogger(OpenApiService.class);
    private static final Duration LIMIT = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 4 * 1024 * 1024;

    /** Long enough to spare the services, short enough for one that was away. */
    private static final Duration KEEP = Duration.ofSeconds(10);

    private final OpenApiDocumentService own;
    private final Upstreams upstreams;
    private final InternalTokenIssuer tokens;
    private final String version;
    private final OperationRules rules = new OperationRules(RouteTable.tidepool());
    private final Uni<JsonObject> description;

    OpenApiService(
            OpenApiDocumentService own,
            Upstreams upstreams,
            InternalTokenIssuer tokens,
            @ConfigProperty(name = "quarkus.application.version") String version) {
        this.own = own;
        this.upstreams = upstreams;
        this.tokens = tokens;
        this.version = version;
        this.description = Uni.createFrom().deferred(this::ask).memoize().forFixedDuration(KEEP);
    }

    Uni<JsonObject> description() {
        return description;
    }

    private Uni<JsonObject> ask() {
        List<Uni<Part>> parts = Stream.of(Upstream.values()).map(this::partOf).toList();
        return Uni.join().all(parts).andFailFast().map(this::merge);
    }

    /** A service's description, or empty when it did not give one. */
    private record Part(Upstream upstream, Optional<JsonObject> description) {}

    private JsonObject merge(List<Part> parts) {
        OpenApiMerge merge = new OpenApiMerge()
                .add("gateway", new JsonObject(Buffer.buffer(own.getDocument("<default>", Format.JSON))))
                .add("gateway", EdgeDescription.load());
        JsonArray missing = new JsonArray();
        for (Part part : parts) {
            part.description()
                    .ifPresentOrElse(
                            found -> merge.add(part.upstream().wireName(), found),
                            () -> missing.add(part.upstream().wireName()));
        }
        JsonObject merged = merge.merged(version, rules);
        return missing.isEmpty() ? merged : merged.put("x-missing-services", missing);
    }

    private Uni<Part> partOf(Upstream upstream) {
        return Uni.createFrom()
                .completionStage(() -> fetch(upstream).toCompletionStage())
                .ifNoItem()
                .after(LIMIT)
                .fail()
                .map(body -> new Part(upstream, Optional.of(new JsonObject(body))))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "event=openapi_missing upstream=%s reason=%s", upstream.wireName(), failure.toString()))
                .onFailure()
                .recoverWithItem(() -> new Part(upstream, Optional.empty()));
    }

    private Future<Buffer> fetch(Upstream upstream) {
        CharSequence authorization = tokens.headerFor(new Caller.Anonymous(Set.of()));
        return upstreams
                .request(upstream, HttpMethod.GET, "/q/openapi?format=json")
                .compose(request -> request.putHeader(HttpHeaders.AUTHORIZATION, authorization)
                        .send())
                .compose(answer -> answer.statusCode() == 200
                        ? BoundedBody.read(answer, MAX_BYTES, OpenApiService::tooLong)
                        : Future.failedFuture("status " + answer.statusCode()));
    }

    private static IllegalStateException tooLong() {
        return new IllegalStateException("longer than " + MAX_BYTES + " bytes");
    }
}
