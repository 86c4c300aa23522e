package dev.tidepool.session.mcp;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.CurrentCaller;
import dev.tidepool.kernel.problem.CommonError;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.quarkiverse.mcp.server.Content;
import io.quarkiverse.mcp.server.TextContent;
import io.quarkiverse.mcp.server.ToolResponse;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * Calls of tools: each by a member who holds the tool's scope, with a span, a place in the metrics ({@code
 * tidepool.mcp.calls{tool,outcome}}) and a line in the log. A failure is an answer of the tool, which a model can read.
 */
@ApplicationScoped
public class ToolCalls {

    private static final Logger LOG = Logger.getLogger(ToolCalls.class);

    private final CurrentCaller caller;
    private final ObjectMapper mapper;
    private final MeterRegistry metrics;
    private final OpenTelemetry telemetry;

    ToolCalls(CurrentCaller caller, ObjectMapper mapper, MeterRegistry metrics, OpenTelemetry telemetry) {
        this.caller = caller;
        this.mapper = mapper;
        this.metrics = metrics;
        this.telemetry = telemetry;
    }

    /** A call that answers with a view: as JSON for models, and as structured content. */
    public Uni<ToolResponse> answering(String tool, String scope, Function<Caller.Member, Uni<?>> work) {
        return call(tool, scope, member -> work.apply(member).map(this::view));
    }

    /** A call that answers with content of its own. Give it the request's thread: the caller is read at once. */
    public Uni<ToolResponse> call(String tool, String scope, Function<Caller.Member, Uni<ToolResponse>> work) {
        Span span = telemetry
                .getTracer("dev.tidepool.mcp")
                .spanBuilder("execute_tool " + tool)
                .setAttribute("gen_ai.tool.name", tool)
                .startSpan();
        long begun = System.nanoTime();
        return Uni.createFrom()
                .deferred(() -> work.apply(caller.memberWith(scope)))
                .invoke(answer -> end(span, tool, "done", begun))
                .onFailure()
                .recoverWithItem(failure -> {
                    Problem problem = problemOf(tool, failure);
                    end(span, tool, problem.code().name().toLowerCase(Locale.ROOT), begun);
                    return refusal(problem);
                });
    }

    private ToolResponse view(Object view) {
        try {
            List<Content> text = List.of(new TextContent(mapper.writeValueAsString(view)));
            return new ToolResponse(false, text, view, Map.of());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("views are made for JSON", impossible);
        }
    }

    private ToolResponse refusal(Problem problem) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("code", problem.code().name());
        told.put("status", problem.status());
        told.put("detail", problem.detail());
        problem.members().forEach(told::putIfAbsent);
        return new ToolResponse(true, view(told).content());
    }

    private static Problem problemOf(String tool, Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        LOG.errorf(failure, "event=mcp_call_failed tool=%s", tool);
        return Problem.of(
                CommonError.INTERNAL, "The tool failed. The operator finds why in the log.");
    }

    private void end(Span span, String tool, String outcome, long begun) {
        Duration taken = Duration.ofNanos(System.nanoTime() - begun);
        Timer.builder("tidepool.mcp.calls")
                .tags("tool", tool, "outcome", outcome)
                .register(metrics)
                .record(taken);
        LOG.infof("event=mcp_call tool=%s outcome=%s micros=%d", tool, outcome, taken.toNanos() / 1000);
        if (!outcome.equals("done")) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
