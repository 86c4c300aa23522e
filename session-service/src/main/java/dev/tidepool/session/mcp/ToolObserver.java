package dev.tidepool.session.mcp;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Shows calls of tools: a span of their request's trace, a place in the metrics ({@code tidepool.mcp.calls{tool,outcome}}) and a
 * line in the log. The tools are ours and the outcomes our codes, so both are bounded.
 */
@ApplicationScoped
class ToolObserver {

    private static final Logger LOG = Logger.getLogger(ToolObserver.class);

    private final MeterRegistry metrics;
    private final OpenTelemetry telemetry;

    ToolObserver(MeterRegistry metrics, OpenTelemetry telemetry) {
        this.metrics = metrics;
        this.telemetry = telemetry;
    }

    /** To be called, like its end, in the call's own context: the span is current there meanwhile. */
    @SuppressWarnings("MustBeClosedChecker") // The steps are asynchronous: end() closes it, after the last of them.
    Call begin(String tool, CallOrigin origin) {
        Span span = telemetry
                .getTracer("dev.tidepool.mcp")
                .spanBuilder("execute_tool " + tool)
                .setParent(origin.trace())
                .setAttribute("gen_ai.tool.name", tool)
                .startSpan();
        MDC.put("requestId", origin.requestId());
        return new Call(tool, origin, span, origin.trace().with(span).makeCurrent(), System.nanoTime());
    }

    final class Call {

        private final String tool;
        private final CallOrigin origin;
        private final Span span;
        private final Scope scope;
        private final long begun;

        private Call(String tool, CallOrigin origin, Span span, Scope scope, long begun) {
            this.tool = tool;
            this.origin = origin;
            this.span = span;
            this.scope = scope;
            this.begun = begun;
        }

        CallOrigin origin() {
            return origin;
        }

        void end(String outcome) {
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            Timer.builder("tidepool.mcp.calls")
                    .tags("tool", tool, "outcome", outcome)
                    .register(metrics)
                    .record(taken);
            LOG.infof("event=mcp_call tool=%s outcome=%s micros=%d", tool, outcome, taken.toNanos() / 1000);
            if (!outcome.equals("done")) {
                span.setStatus(StatusCode.ERROR);
            }
            span.setAttribute("tidepool.mcp.outcome", outcome);
            span.end();
            scope.close();
        }
    }
}
