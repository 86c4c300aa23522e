package dev.tidepool.kernel.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/**
 * A span that stays current over the asynchronous steps of a job, so that the events the job stores carry its trace. It
 * lives in the job's own Vert.x context; begin and end it there.
 */
public final class JobSpan {

    private final Span span;
    private final Scope scope;

    private JobSpan(Span span, Scope scope) {
        this.span = span;
        this.scope = scope;
    }

    @SuppressWarnings("MustBeClosedChecker") // The steps are asynchronous: end() closes it, after the last of them.
    public static JobSpan begin(OpenTelemetry telemetry, String name) {
        Span span = telemetry.getTracer("dev.tidepool.job").spanBuilder(name).startSpan();
        return new JobSpan(span, span.makeCurrent());
    }

    public void end() {
        scope.close();
        span.end();
    }
}
