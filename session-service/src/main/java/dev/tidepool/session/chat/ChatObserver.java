package dev.tidepool.session.chat;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import jakarta.enterprise.context.ApplicationScoped;

/** Begins to watch chats. Span names and attributes follow OpenTelemetry's conventions for generative AI. */
@ApplicationScoped
class ChatObserver {

    private final MeterRegistry metrics;
    private final OpenTelemetry telemetry;

    ChatObserver(MeterRegistry metrics, OpenTelemetry telemetry) {
        this.metrics = metrics;
        this.telemetry = telemetry;
    }

    /** Call it where the request's own span is current. */
    ChatWatch begin(String backend, ChatTurn turn) {
        Span span = telemetry
                .getTracer("dev.tidepool.chat")
                .spanBuilder("chat " + turn.call().model())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("gen_ai.operation.name", "chat")
                .setAttribute("gen_ai.provider.name", backend)
                .setAttribute("gen_ai.request.model", turn.call().model())
                .startSpan();
        return new ChatWatch(metrics, span, backend, turn);
    }
}
