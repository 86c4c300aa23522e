package dev.tidepool.kernel.event;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Carries the trace across Redis inside the envelope (W3C Trace Context, member traceparent). */
@ApplicationScoped
class TraceContext {

    private static final String TRACEPARENT = "traceparent";

    private static final TextMapGetter<Event> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Event carrier) {
            return List.of(TRACEPARENT);
        }

        @Override
        public @Nullable String get(@Nullable Event carrier, String key) {
            return carrier != null && TRACEPARENT.equals(key)
                    ? carrier.traceparent().orElse(null)
                    : null;
        }
    };

    private final OpenTelemetry telemetry;

    TraceContext(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    /** The context of the span now current, or empty when there is none. */
    Optional<String> current() {
        return traceparentOf(Span.current());
    }

    static Optional<String> traceparentOf(Span span) {
        SpanContext context = span.getSpanContext();
        return context.isValid()
                ? Optional.of("00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                        + context.getTraceFlags().asHex())
                : Optional.empty();
    }

    /** Starts a span that continues the event's trace. */
    Span begin(String name, SpanKind kind, Event event) {
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), event, GETTER);
        return telemetry
                .getTracer("dev.tidepool.event")
                .spanBuilder(name + " " + event.type())
                .setParent(parent)
                .setSpanKind(kind)
                .setAttribute("messaging.system", "redis")
                .setAttribute("messaging.message.id", event.id().toString())
                .startSpan();
    }
}
