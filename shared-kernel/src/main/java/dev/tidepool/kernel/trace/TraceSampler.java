package dev.tidepool.kernel.trace;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Decides which traces are recorded. Trace ids are given, logged and passed on in any case. */
class TraceSampler {

    @Produces
    @Singleton
    Sampler sampler(TracingConfig config) {
        return config.otlpEndpoint().isPresent()
                ? Sampler.parentBased(new RootSampler(Sampler.traceIdRatioBased(config.ratio())))
                : Sampler.alwaysOff();
    }
}
