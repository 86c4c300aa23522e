package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.net.OperatorGuard;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.attempt.Attempt;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The operator's OpenClaw gateway, as other features use it. */
@ApplicationScoped
public class OpenClaw {

    private final OpenTelemetry telemetry;
    private final Optional<GatewayLink> link;
    private final Optional<AgentRuns> runs;
    private final LinkState disabled = new LinkState.Disabled(Instant.now());

    OpenClaw(
            OpenClawConfig config,
            OperatorGuard guard,
            ExactJson json,
            MeterRegistry registry,
            OpenTelemetry telemetry,
            @ConfigProperty(name = "quarkus.application.version") String version,
            Vertx vertx) {
        this.telemetry = telemetry;
        this.link = config.url()
                .map(url -> new GatewayOpener(
                        config, url, guard::check, json, GatewayRole.operator(config.admin()), version, vertx))
                .map(opener -> new GatewayLink(vertx, config, opener, new LinkMetrics(registry, "operator")));
        this.runs = link.map(open -> new AgentRuns(vertx, open, config, json));
        link.ifPresent(open -> runs.ifPresent(open::listen));
    }

    void start(@Observes StartupEvent started) {
        link.ifPresent(GatewayLink::start);
    }

    void stop(@Observes ShutdownEvent stopping) {
        link.ifPresent(GatewayLink::stop);
    }

    /** Whether there is a gateway at all. */
    public boolean isConfigured() {
        return link.isPresent();
    }

    /** Whether it can be asked just now. */
    public boolean isConnected() {
        return link.filter(GatewayLink::isConnected).isPresent();
    }

    LinkState state() {
        return link.map(GatewayLink::state).orElse(disabled);
    }

    Optional<Duration> latency() {
        return link.flatMap(GatewayLink::latency);
    }

    /**
     * Asks the gateway. Name a session only by a {@link SessionKey}: no other keeps organisations apart.
     *
     * @return the payload of the answer; fails with a Problem whose code is an {@link OpenClawError}
     */
    public Uni<JsonNode> call(String method, ObjectNode params) {
        return Uni.createFrom().deferred(() -> {
            Span span = telemetry
                    .getTracer("dev.tidepool.openclaw")
                    .spanBuilder("openclaw " + method)
                    .setSpanKind(SpanKind.CLIENT)
                    .startSpan();
            return send(method, params)
                    .onFailure()
                    .invoke(failure -> span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage())))
                    .onTermination()
                    .invoke(() -> span.end());
        });
    }

    private Uni<JsonNode> send(String method, ObjectNode params) {
        return Uni.createFrom()
                .completionStage(() -> link.orElseThrow(this::notConfigured)
                        .call(method, params)
                        .toCompletionStage())
                .emitOn(callersThread());
    }

    /**
     * Asks an agent. The answer is asked for once and told once, also over losses of the connection; cancelling stops the agent,
     * unless it works for an {@link Attempt} that goes on elsewhere.
     * The Uni fails when no answer begins, the Multi when one breaks off, both with a Problem whose code is an
     * {@link OpenClawError}.
     *
     * @param id never used before, but for the same turn: what the gateway knows by it is not done again
     * @return the parts of the answer as they come
     */
    public Uni<Multi<AgentPart>> ask(String id, AgentTurn turn) {
        Executor caller = callersThread();
        AgentRuns asked = runs.orElseThrow(this::notConfigured);
        return Uni.createFrom()
                .context(asker -> asked.ask(id, turn, Attempt.of(asker), caller))
                .emitOn(caller);
    }

    private Problem notConfigured() {
        return disabled.refusal(Instant.now()).orElseThrow();
    }

    /** The gateway's thread is everybody's: what follows belongs to whoever asked. */
    private static Executor callersThread() {
        Context caller = Vertx.currentContext();
        return caller == null ? Runnable::run : work -> caller.runOnContext(go -> work.run());
    }
}
