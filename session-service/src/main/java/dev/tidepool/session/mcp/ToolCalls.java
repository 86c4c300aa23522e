package dev.tidepool.session.mcp;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.Failures;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.json.ExactJson;
import io.quarkiverse.mcp.server.RawMessage;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolResponse;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.logging.MDC;

/**
 * Calls of tools: each by a member who holds the tool's scope, with arguments that fit its schema. A failure is an answer of the
 * tool, which a model can read.
 */
@ApplicationScoped
public class ToolCalls {

    private final CurrentCaller caller;
    private final CurrentVertxRequest request;
    private final ToolSchemas schemas;
    private final ToolObserver observer;
    private final ObjectMapper mapper;
    private final ExactJson exact;

    ToolCalls(
            CurrentCaller caller,
            CurrentVertxRequest request,
            ToolSchemas schemas,
            ToolObserver observer,
            ObjectMapper mapper,
            ExactJson exact) {
        this.caller = caller;
        this.request = request;
        this.schemas = schemas;
        this.observer = observer;
        this.mapper = mapper;
        this.exact = exact;
    }

    /** A call that answers with a view. */
    public Uni<ToolResponse> answering(
            String tool, String scope, RawMessage message, BiFunction<Caller.Member, ToolInput, Uni<?>> work) {
        return call(
                tool,
                scope,
                message,
                (member, input) -> work.apply(member, input).map(this::view));
    }

    /** A call that answers with content of its own. */
    public Uni<ToolResponse> call(
            String tool,
            String scope,
            RawMessage message,
            BiFunction<Caller.Member, ToolInput, Uni<ToolResponse>> work) {
        ToolObserver.Call call = observer.begin(tool, CallOrigin.of(request.getCurrent()));
        return Uni.createFrom()
                .deferred(() -> work.apply(member(scope), input(tool, message)))
                .invoke(answer -> call.end(answer.isError() ? "failed" : "done"))
                .onFailure()
                .recoverWithItem(failure -> refusal(call, failure));
    }

    private Caller.Member member(String scope) {
        Caller.Member member = caller.memberWith(scope);
        MDC.put("organization", member.organization().toString());
        return member;
    }

    private ToolInput input(String tool, RawMessage message) {
        ObjectNode arguments = Optional.ofNullable(
                        message.asJsonObject().getJsonObject("params").getJsonObject("arguments"))
                .map(given -> mapper.<ObjectNode>valueToTree(given.getMap()))
                .orElseGet(mapper::createObjectNode);
        // Models write null for what they leave out.
        arguments.removeIf(JsonNode::isNull);
        schemas.require(tool, arguments);
        return new ToolInput(arguments, mapper);
    }

    /** A view as JSON for models, and as structured content. */
    public ToolResponse view(Object view) {
        return view(view, false);
    }

    public ToolResponse view(Object view, boolean failed) {
        try {
            String json = mapper.writeValueAsString(view);
            JsonNode structured = exact.parse(json.getBytes(StandardCharsets.UTF_8));
            return new ToolResponse(failed, List.of(new TextContent(json)), structured, Map.of());
        } catch (JacksonException impossible) {
            throw new IllegalStateException("views are made for JSON", impossible);
        }
    }

    private ToolResponse refusal(ToolObserver.Call call, Throwable failure) {
        Problem problem = Failures.asProblem(failure, "mcp_call", call.origin().requestId());
        call.end(problem.code().name().toLowerCase(Locale.ROOT));
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("code", problem.code().name());
        told.put("status", problem.status());
        told.put("detail", problem.detail());
        told.put("requestId", call.origin().requestId());
        problem.members().forEach(told::putIfAbsent);
        return view(told, true);
    }
}
