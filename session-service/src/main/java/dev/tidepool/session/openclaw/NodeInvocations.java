package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What the gateway has our node do, each answered once under its id. A loss of the connection gives up what is under way: the gateway
 * does so too. All of it happens on the link's thread.
 */
final class NodeInvocations implements LinkListener {

    static final String COMMAND = "browser.proxy";

    private static final Logger LOG = Logger.getLogger(NodeInvocations.class);

    private final GatewayLink link;
    private final NodeBrowser browser;
    private final OrganizationId organization;
    private final OpenClawConfig config;
    private final ExactJson json;
    private final MeterRegistry metrics;
    private final Map<String, Cancellable> running = new HashMap<>();

    NodeInvocations(
            GatewayLink link,
            NodeBrowser browser,
            OrganizationId organization,
            OpenClawConfig config,
            ExactJson json,
            MeterRegistry metrics) {
        this.link = link;
        this.browser = browser;
        this.organization = organization;
        this.config = config;
        this.json = json;
        this.metrics = metrics;
    }

    /**
     * One call.
     *
     * @param node as which the gateway knows us
     */
    private record Call(String id, String node) {}

    @Override
    public void happened(Frame.Event event) {
        switch (event.name()) {
            case "node.invoke.request" -> begin(event.payload());
            case "node.invoke.cancel" ->
                Optional.ofNullable(
                                running.remove(event.payload().path("invokeId").asText()))
                        .ifPresent(Cancellable::cancel);
            default -> {}
        }
    }

    private void begin(JsonNode payload) {
        Call call = new Call(payload.path("id").asText(), payload.path("nodeId").asText());
        if (call.id().isEmpty() || running.containsKey(call.id())) {
            return;
        }
        if (!payload.path("command").asText().equals(COMMAND)) {
            refuse(call, "INVALID_REQUEST", "This node has no such command: only " + COMMAND + ".");
        } else if (running.size() >= config.maxPending()) {
            refuse(call, "UNAVAILABLE", "This node has too much to do.");
        } else {
            serve(call, payload);
        }
    }

    private void serve(Call call, JsonNode payload) {
        ObjectNode wanted = json.parseObject(
                        payload.path("paramsJSON").asText("{}").getBytes(StandardCharsets.UTF_8))
                .orElseGet(json::object);
        NodeBrowser.Request request = new NodeBrowser.Request(
                wanted.path("method").asText("GET").toUpperCase(Locale.ROOT),
                wanted.path("path").asText(),
                wanted.path("query"),
                wanted.path("body").isObject() ? wanted.path("body") : MissingNode.getInstance());
        Cancellable work = Uni.createFrom()
                .deferred(() -> browser.serve(organization, request))
                .ifNoItem()
                .after(timeout(payload.path("timeoutMs")))
                .failWith(() -> OpenClawFailure.timeout(request.path()))
                .subscribe()
                .with(
                        result -> link.execute(() -> done(call, request, result, "ok")),
                        failure -> link.execute(() -> done(call, request, failed(failure), "failed")));
        running.put(call.id(), work);
    }

    /** The gateway waits no longer than it says. */
    private Duration timeout(JsonNode millis) {
        Duration longest = config.requestTimeout();
        return millis.canConvertToLong() && millis.asLong() > 0 && millis.asLong() < longest.toMillis()
                ? Duration.ofMillis(millis.asLong())
                : longest;
    }

    private void done(Call call, NodeBrowser.Request request, ObjectNode payload, String outcome) {
        metrics.counter("tidepool.openclaw.node", "outcome", outcome).increment();
        LOG.infof("event=openclaw_node method=%s path=%s outcome=%s", request.method(), request.path(), outcome);
        // Whoever was cancelled is not waited for.
        if (running.remove(call.id()) != null) {
            ObjectNode answer = answer(call).put("ok", true).put("payloadJSON", json.write(payload));
            link.request("node.invoke.result", answer)
                    .onFailure(failure -> LOG.warnf(
                            "event=openclaw_node_answer_lost id=%s reason=\"%s\"", call.id(), failure.getMessage()));
        }
    }

    /** As the gateway's own browser tells a failure, with an HTTP status. */
    private ObjectNode failed(Throwable failure) {
        Problem problem =
                failure instanceof Problem known ? known : Problem.of(CommonError.INTERNAL, "The browser failed.");
        ObjectNode told = json.object();
        told.putObject("error")
                .put("status", problem.status())
                .putObject("body")
                .put("error", problem.detail())
                .put("code", problem.code().name());
        return told;
    }

    private void refuse(Call call, String code, String message) {
        ObjectNode answer = answer(call).put("ok", false);
        answer.putObject("error").put("code", code).put("message", message);
        link.request("node.invoke.result", answer);
    }

    private ObjectNode answer(Call call) {
        return json.object().put("id", call.id()).put("nodeId", call.node());
    }

    @Override
    public void connected() {}

    @Override
    public void missed() {}

    @Override
    public void lost() {
        List<Cancellable> all = List.copyOf(running.values());
        running.clear();
        all.forEach(Cancellable::cancel);
    }
}
