package dev.tidepool.session.standing;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.net.BoundedBody;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Asks the gateway what a member is worth by now: {@code tidepool.member_standings{outcome}}. Nothing is remembered. */
@ApplicationScoped
public class StandingClient {

    private static final Logger LOG = Logger.getLogger(StandingClient.class);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final int MAX_BYTES = 16_384;

    private final StandingConfig config;
    private final MeterRegistry metrics;
    private final HttpClient client;

    StandingClient(StandingConfig config, MeterRegistry metrics, Vertx vertx) {
        this.config = config;
        this.metrics = metrics;
        this.client = vertx.createHttpClient();
    }

    /** Whether what was asked for then is old enough for its member's rights to be looked up. */
    public boolean isOutdated(Instant asked, Instant now) {
        return asked.plus(config.askedAfter()).isBefore(now);
    }

    /** Fails with 503 {@link CommonError#UNAVAILABLE} when the gateway does not tell: then nobody knows. */
    public Uni<Standing> of(Caller.Member member) {
        return Uni.createFrom()
                .completionStage(() -> ask(member).toCompletionStage())
                .map(answer -> standing(member, new JsonObject(answer)))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .invoke(standing -> count(standing instanceof Standing.Present ? "present" : "gone"))
                .onFailure()
                .transform(this::unavailable);
    }

    private Problem unavailable(Throwable failure) {
        count("unknown");
        LOG.warnf("event=standing_unknown reason=%s", failure.toString());
        return Problem.of(CommonError.UNAVAILABLE, "The gateway does not tell what the member may do by now.")
                .retryAfter(AGAIN);
    }

    private Future<Buffer> ask(Caller.Member member) {
        String query = "organization=" + member.organization() + "&subject="
                + URLEncoder.encode(member.subject(), StandardCharsets.UTF_8);
        RequestOptions request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(
                        config.url().resolve("/internal/standing?" + query).toString())
                // Whoever waits has given up by then; the connection follows.
                .setTimeout(config.timeout().toMillis());
        return client.request(request).compose(HttpClientRequest::send).compose(StandingClient::body);
    }

    private static Future<Buffer> body(HttpClientResponse answer) {
        return answer.statusCode() == 200
                ? BoundedBody.read(answer, MAX_BYTES, () -> new IllegalStateException("longer than " + MAX_BYTES))
                : Future.failedFuture("status " + answer.statusCode());
    }

    private static Standing standing(Caller.Member before, JsonObject told) {
        if (!told.getBoolean("present")) {
            return new Standing.Gone();
        }
        return new Standing.Present(new Caller.Member(
                before.subject(),
                before.organization(),
                Optional.ofNullable(told.getString("tier"))
                        .map(Tier::ofWireName)
                        .orElse(before.tier()),
                Optional.ofNullable(told.getString("role"))
                        .map(role -> Set.of(Role.ofWireName(role)))
                        .orElse(before.roles()),
                Optional.ofNullable(told.getJsonArray("scopes"))
                        .map(scopes -> within(before.scopes(), scopes))
                        .orElse(before.scopes())));
    }

    private static Set<String> within(Set<String> before, JsonArray now) {
        return before.stream().filter(now::contains).collect(Collectors.toUnmodifiableSet());
    }

    private void count(String outcome) {
        metrics.counter("tidepool.member_standings", "outcome", outcome).increment();
    }
}
