package dev.tidepool.session.model;

import dev.tidepool.kernel.net.BoundedBody;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The connection to a provider: timeouts, breaker, and its failures as problems. */
final class ProviderClient {

    private final ModelConfig config;
    private final ProviderSpec spec;
    private final ExactJson json;
    private final HttpClient client;
    private final BreakerState breaker;
    private final TypedGuard<Uni<ProviderResponse>> guard;

    ProviderClient(ModelConfig config, ProviderSpec spec, ExactJson json, Vertx vertx, MeterRegistry metrics) {
        this.config = config;
        this.spec = spec;
        this.json = json;
        this.client = vertx.createHttpClient(
                new PoolOptions().setHttp1MaxSize(config.maxConnections()).setMaxWaitQueueSize(config.maxWaiting()));
        this.breaker = BreakerState.of(spec.name(), metrics);
        this.guard = TypedGuard.create(new TypeLiteral<Uni<ProviderResponse>>() {})
                .withDescription("model-provider-" + spec.name())
                .withThreadOffload(false)
                .withCircuitBreaker()
                .requestVolumeThreshold(config.breaker().volume())
                .failureRatio(config.breaker().failureRatio())
                .delay(config.breaker().delay().toMillis(), ChronoUnit.MILLIS)
                .when(ProviderFailure::counts)
                .onStateChange(breaker::changed)
                .done()
                .build();
    }

    /** Sends and answers the response with status 200, of which nothing is read yet. Anything else is a failure of Problem. */
    Uni<ProviderResponse> send(ProviderCall call) {
        // The guard does not pass a cancellation on: it ends here, and the call's failure tells the guard.
        return Uni.createFrom()
                .deferred(() -> guard.get(() -> attempt(call)))
                .onCancellation()
                .invoke(() -> giveUp(call))
                .onFailure()
                .transform(ProviderFailure::ofConnection);
    }

    /** A call that probes the provider is to tell how it is, also when its client went away: others wait for that. */
    private void giveUp(ProviderCall call) {
        if (breaker.isProbing()) {
            call.leave();
        } else {
            call.abandon();
        }
    }

    /** What becomes of an answer after its head counts too. */
    void report(Throwable failure) {
        if (ProviderFailure.counts(failure)) {
            guard.get(() -> Uni.createFrom().failure(failure)).subscribe().with(impossible -> {}, counted -> {});
        }
    }

    private Uni<ProviderResponse> attempt(ProviderCall call) {
        return Uni.createFrom()
                .completionStage(() -> client.request(options(call))
                        .compose(call::send)
                        .compose(this::requireOk)
                        .toCompletionStage())
                .onTermination()
                .invoke(call::endIfLeft)
                .onFailure(failure -> !call.isAbandoned())
                .transform(ProviderFailure::ofConnection);
    }

    private RequestOptions options(ProviderCall call) {
        RequestOptions options = new RequestOptions()
                .setMethod(call.body().isPresent() ? HttpMethod.POST : HttpMethod.GET)
                .setAbsoluteURI(spec.baseUrl().toString().replaceAll("/+$", "") + call.path())
                .setConnectTimeout(config.connectTimeout().toMillis())
                .setIdleTimeout(config.idleTimeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", call.accept());
        spec.apiKey().ifPresent(key -> options.putHeader("Authorization", "Bearer " + key));
        return options;
    }

    private Future<ProviderResponse> requireOk(ProviderResponse response) {
        if (response.status() == 200) {
            return Future.succeededFuture(response);
        }
        return read(response)
                .compose(body -> Future.failedFuture(ProviderFailure.ofStatus(
                        response.status(),
                        json.parseObject(body.getBytes()),
                        response.header("Retry-After"),
                        Instant.now())));
    }

    /** The body of a response. */
    Uni<Buffer> body(ProviderResponse response) {
        return Uni.createFrom()
                .completionStage(() -> read(response).toCompletionStage())
                .onFailure()
                .transform(ProviderFailure::ofStream);
    }

    private Future<Buffer> read(ProviderResponse response) {
        return BoundedBody.read(response, config.maxAnswerBytes(), this::tooLong, response::breakOff);
    }

    private Problem tooLong() {
        return Problem.of(
                ModelError.MODEL_ANSWER_MALFORMED,
                "The model provider's answer is longer than " + config.maxAnswerBytes() + " bytes.");
    }
}
