package dev.tidepool.kernel.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/** Samples traces that begin here by ratio, unless the beginner has drawn already: its draw counts, and only one is made. */
final class RootSampler implements Sampler {

    static final ContextKey<Boolean> DRAWN = ContextKey.named("tidepool-trace-drawn");

    private final Sampler ratio;

    RootSampler(Sampler ratio) {
        this.ratio = ratio;
    }

    @Override
    public SamplingResult shouldSample(
            Context parent,
            String traceId,
            String name,
            SpanKind kind,
            Attributes attributes,
            List<LinkData> parentLinks) {
        return parent.get(DRAWN) != null
                ? SamplingResult.recordAndSample()
                : ratio.shouldSample(parent, traceId, name, kind, attributes, parentLinks);
    }

    @Override
    public String getDescription() {
        return "Drawn{" + ratio.getDescription() + "}";
    }
}
