package dev.tidepool.staking.test;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Remembers the spans that ended in this test JVM. */
@ApplicationScoped
public class RecordedSpans implements SpanProcessor {

    private final Queue<Recorded> ended = new ConcurrentLinkedQueue<>();

    private record Recorded(String trace, String name) {}

    /** Names of the spans of one trace. */
    public List<String> namesIn(String trace) {
        return ended.stream()
                .filter(span -> span.trace().equals(trace))
                .map(Recorded::name)
                .toList();
    }

    @Override
    public void onEnd(ReadableSpan span) {
        ended.add(new Recorded(span.getSpanContext().getTraceId(), span.getName()));
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // Only ends are of interest.
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }
}
