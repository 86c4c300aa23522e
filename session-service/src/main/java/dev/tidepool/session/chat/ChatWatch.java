package dev.tidepool.session.chat;

import dev.tidepool.session.model.ModelUsage;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Measures one chat: its span, its metrics, and one line in the log when it ends. */
final class ChatWatch {

    private static final Logger LOG = Logger.getLogger(ChatWatch.class);

    private final MeterRegistry metrics;
    private final Span span;
    private final String backend;
    private final ChatTurn turn;
    private final long start = System.nanoTime();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile long firstTokenNanos;

    ChatWatch(MeterRegistry metrics, Span span, String backend, ChatTurn turn) {
        this.metrics = metrics;
        this.span = span;
        this.backend = backend;
        this.turn = turn;
    }

    /** Something of the answer is there. */
    void token() {
        if (begun.compareAndSet(false, true)) {
            firstTokenNanos = System.nanoTime() - start;
            span.addEvent("first token");
            metrics.timer("tidepool.chat.first.token", "backend", backend).record(Duration.ofNanos(firstTokenNanos));
        }
    }

    void completed(Optional<ModelUsage> usage) {
        end("completed", usage);
    }

    /** The client went away. */
    void cancelled(Optional<ModelUsage> usage) {
        end("cancelled", usage);
    }

    void failed(Throwable failure, Optional<ModelUsage> usage) {
        span.setStatus(StatusCode.ERROR, String.valueOf(failure.getMessage()));
        end("failed", usage);
    }

    private void end(String outcome, Optional<ModelUsage> usage) {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        long nanos = System.nanoTime() - start;
        String mode = turn.request().isStreamed() ? "stream" : "plain";
        metrics.counter("tidepool.chat.requests", "backend", backend, "mode", mode, "outcome", outcome)
                .increment();
        metrics.timer("tidepool.chat.duration", "backend", backend, "mode", mode)
                .record(Duration.ofNanos(nanos));
        usage.ifPresent(this::count);
        span.setAttribute("tidepool.chat.outcome", outcome).end();
        LOG.infof(
                "event=chat backend=%s model=%s mode=%s outcome=%s session=%s prompt_tokens=%d completion_tokens=%d"
                        + " first_token_micros=%d micros=%d",
                backend,
                turn.call().model(),
                mode,
                outcome,
                turn.sessionName(),
                usage.map(ModelUsage::promptTokens).orElse(0L),
                usage.map(ModelUsage::completionTokens).orElse(0L),
                firstTokenNanos / 1000,
                nanos / 1000);
    }

    private void count(ModelUsage usage) {
        span.setAttribute("gen_ai.usage.input_tokens", usage.promptTokens());
        span.setAttribute("gen_ai.usage.output_tokens", usage.completionTokens());
        metrics.counter("tidepool.chat.tokens", "backend", backend, "kind", "prompt")
                .increment((double) usage.promptTokens());
        metrics.counter("tidepool.chat.tokens", "backend", backend, "kind", "completion")
                .increment((double) usage.completionTokens());
    }
}
