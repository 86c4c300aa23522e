package dev.tidepool.session.openclaw;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.jboss.logging.Logger;

/** Tools of the gateway's agents, used directly. They act on the gateway's machine, so only those the operator lists may be. */
@ApplicationScoped
public class OpenClawTools {

    private static final Logger LOG = Logger.getLogger(OpenClawTools.class);

    private final OpenClaw gateway;
    private final OpenClawConfig config;
    private final ExactJson json;
    private final MeterRegistry metrics;

    OpenClawTools(OpenClaw gateway, OpenClawConfig config, ExactJson json, MeterRegistry metrics) {
        this.gateway = gateway;
        this.config = config;
        this.json = json;
        this.metrics = metrics;
    }

    /**
     * Has a tool run in a conversation.
     *
     * @return what the tool gave; text from outside. Fails with a Problem whose code is an {@link OpenClawError}
     */
    public Uni<JsonNode> invoke(SessionKey key, String tool, ObjectNode args) {
        if (!config.tools().orElse(Set.of()).contains(tool)) {
            return Uni.createFrom()
                    .failure(Problem.of(
                            OpenClawError.OPENCLAW_TOOL_REFUSED,
                            "The tool " + tool
                                    + " may not be used. The operator can list it in tidepool.openclaw.tools."));
        }
        ObjectNode params = json.object().put("name", tool).put("sessionKey", key.toString());
        params.set("args", args);
        return gateway.call("tools.invoke", params)
                .map(OpenClawTools::output)
                .onItemOrFailure()
                .invoke((output, failure) -> report(key, tool, failure == null ? "ok" : "failed"));
    }

    /** A tool that fails is an answer of the gateway like any other. */
    private static JsonNode output(JsonNode answer) {
        if (answer.path("ok").asBoolean(false)) {
            return answer.path("output");
        }
        throw OpenClawFailure.ofTool(answer.path("error"));
    }

    private void report(SessionKey key, String tool, String outcome) {
        metrics.counter("tidepool.openclaw.tools", "outcome", outcome).increment();
        LOG.infof(
                "event=openclaw_tool organization=%s session=%s agent=%s tool=%s outcome=%s",
                key.organization(), key.session(), key.agent(), tool, outcome);
    }
}
