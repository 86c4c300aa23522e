package dev.tidepool.gateway.edge;

import io.quarkus.opentelemetry.runtime.tracing.instrumentation.InstrumentationRecorder;
import io.quarkus.opentelemetry.runtime.tracing.instrumentation.vertx.OpenTelemetryVertxTracer;
import io.quarkus.opentelemetry.runtime.tracing.instrumentation.vertx.OpenTelemetryVertxTracingFactory.VertxDelegator;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Context;
import io.vertx.core.spi.observability.HttpRequest;
import io.vertx.core.spi.tracing.SpanKind;
import io.vertx.core.spi.tracing.TagExtractor;
import io.vertx.core.spi.tracing.VertxTracer;
import io.vertx.core.tracing.TracingPolicy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps HTTP from the framework's tracer, which takes every request apart, twice in each direction, before it finds that spans of
 * HTTP are off: the edge makes them itself. SQL and Redis go on to it.
 */
@Singleton
class FrameworkTracing {

    @SuppressWarnings("unchecked") // What the framework's tracer hands out comes back to it alone.
    void begin(@Observes StartupEvent started) {
        VertxDelegator tracing = InstrumentationRecorder.FACTORY.getVertxTracerDelegator();
        if (tracing.getDelegate() instanceof OpenTelemetryVertxTracer tracer) {
            tracing.setDelegate(new WithoutHttp((VertxTracer<Object, Object>) (VertxTracer<?, ?>) tracer));
        }
    }

    private record WithoutHttp(VertxTracer<Object, Object> tracer) implements VertxTracer<Object, Object> {

        @Override
        public <R> @Nullable Object receiveRequest(
                Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                Iterable<Map.Entry<String, String>> headers,
                TagExtractor<R> tags) {
            return request instanceof HttpRequest
                    ? null
                    : tracer.receiveRequest(context, kind, policy, request, operation, headers, tags);
        }

        @Override
        public <R> void sendResponse(
                Context context,
                R response,
                @Nullable Object operation,
                @Nullable Throwable failure,
                TagExtractor<R> tags) {
            if (operation != null) {
                tracer.sendResponse(context, response, operation, failure, tags);
            }
        }

        @Override
        public <R> @Nullable Object sendRequest(
                Context context,
                SpanKind kind,
                TracingPolicy policy,
                R request,
                String operation,
                BiConsumer<String, String> headers,
                TagExtractor<R> tags) {
            return request instanceof HttpRequest
                    ? null
                    : tracer.sendRequest(context, kind, policy, request, operation, headers, tags);
        }

        @Override
        public <R> void receiveResponse(
                Context context,
                R response,
                @Nullable Object operation,
                @Nullable Throwable failure,
                TagExtractor<R> tags) {
            if (operation != null) {
                tracer.receiveResponse(context, response, operation, failure, tags);
            }
        }
    }
}
