package dev.tidepool.session.skill;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Measures executions: a span, {@code tidepool.skills.executions{kind,outcome}}, {@code .duration{kind}}, a line in the log. */
@ApplicationScoped
class ExecutionObserver {

    private static final Logger LOG = Logger.getLogger(ExecutionObserver.class);

    private final MeterRegistry metrics;
    private final OpenTelemetry telemetry;

    ExecutionObserver(MeterRegistry metrics, OpenTelemetry telemetry) {
        this.metrics = metrics;
        this.telemetry = telemetry;
    }

    /** Call it where the request's own span is current. */
    Span begin(Execution execution) {
        return telemetry
                .getTracer("dev.tidepool.skill")
                .spanBuilder("skill " + execution.skill())
                .setAttribute("tidepool.skill.kind", execution.kind())
                .setAttribute("tidepool.skill.execution", execution.id().toString())
                .startSpan();
    }

    void end(Span span, Execution execution, ExecutionState.Ended how) {
        Duration took = Duration.between(execution.startedAt(), how.at());
        String code = how instanceof ExecutionState.Unfinished unfinished ? unfinished.code() : "-";
        metrics.counter("tidepool.skills.executions", "kind", execution.kind(), "outcome", how.wireName())
                .increment();
        metrics.timer("tidepool.skills.duration", "kind", execution.kind())
                .record(took.isNegative() ? Duration.ZERO : took);
        if (how instanceof ExecutionState.Failed) {
            span.setStatus(StatusCode.ERROR, code);
        }
        span.setAttribute("tidepool.skill.outcome", how.wireName()).end();
        LOG.infof(
                "event=skill_execution execution=%s skill=%s version=%s kind=%s outcome=%s code=%s session=%s micros=%d",
                execution.id(),
                execution.skill(),
                execution.version().map(String::valueOf).orElse("-"),
                execution.kind(),
                how.wireName(),
                code,
                execution.session().map(Object::toString).orElse("-"),
                took.toNanos() / 1000);
    }
}
