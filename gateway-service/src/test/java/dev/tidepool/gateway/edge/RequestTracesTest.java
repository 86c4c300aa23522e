package dev.tidepool.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.client.TrustedProxies;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.trace.TraceDraw;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which requests are recorded, and what their span says; with real requests over HTTP. */
class RequestTracesTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + "-" + PARENT + "-01";

    private final Ended ended = new Ended();
    private final SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(ended).build();
    private final Tracer tracer = provider.get("test");
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        provider.close();
    }

    @Test
    void recordsNothingOfAStrangersTraceThatIsNotDrawn() throws Exception {
        RequestTrace trace = traced(traces(0, "192.0.2.1"), SAMPLED, known -> {});
        assertThat(trace.isSampled()).isFalse();
        assertThat(trace.traceId()).as("goes on under its id").isEqualTo(TRACE);
        assertThat(trace.traceparent()).startsWith("00-" + TRACE + "-").endsWith("-00");
    }

    @Test
    void recordsAStrangersTraceThatIsDrawn() throws Exception {
        RequestTrace trace = traced(traces(1, "192.0.2.1"), SAMPLED, known -> known.ended(200));
        assertThat(trace.traceparent()).isEqualTo("00-" + TRACE + "-" + trace.spanId() + "-01");
        assertThat(ended.only().getParentSpanId()).isEqualTo(PARENT);
    }

    @Test
    void recordsWhatATrustedProxyHasDecidedToRecord() throws Exception {
        RequestTraces traces = traces(0, "127.0.0.0/8");
        assertThat(traced(traces, SAMPLED, known -> {}).isSampled()).isTrue();
        assertThat(traced(traces, SAMPLED.substring(0, 53) + "00", known -> {}).isSampled())
                .isFalse();
    }

    @Test
    void tellsInTheSpanWhatTheRequestWas() throws Exception {
        OrganizationId organization = new OrganizationId(UUID.randomUUID());
        traced(traces(1, "192.0.2.1"), SAMPLED, trace -> {
            trace.matched("POST", "/v1/sessions/{id}/close");
            trace.called(new Caller.Member("key:1", organization, Tier.GOVERNMENT, Set.of(Role.OWNER), Set.of()));
            trace.forwarded("session");
            trace.ended(503);
        });
        SpanData span = ended.only();
        assertThat(span.getName()).isEqualTo("POST /v1/sessions/{id}/close");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("http.route")))
                .isEqualTo("/v1/sessions/{id}/close");
        assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
                .isEqualTo(503);
        assertThat(span.getAttributes().get(AttributeKey.stringKey("tidepool.tier")))
                .isEqualTo("government");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("tidepool.organization")))
                .isEqualTo(organization.toString());
        assertThat(span.getAttributes().get(AttributeKey.stringKey("tidepool.upstream")))
                .isEqualTo("session");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    private RequestTraces traces(double ratio, String trusted) {
        return new RequestTraces(TraceDraw.of(ratio), tracer, TrustedProxies.of(trusted));
    }

    /** What becomes of one request with this header. */
    private RequestTrace traced(RequestTraces traces, String traceparent, Consumer<RequestTrace> then)
            throws IOException, InterruptedException {
        Queue<RequestTrace> made = new ConcurrentLinkedQueue<>();
        HttpServer server = vertx.createHttpServer()
                .requestHandler(request -> {
                    made.add(serve(traces, request, then));
                    request.response().end();
                })
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort()))
                    .header("traceparent", traceparent)
                    .build();
            assertThat(client.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(200);
        }
        return made.remove();
    }

    private static RequestTrace serve(RequestTraces traces, HttpServerRequest request, Consumer<RequestTrace> then) {
        RequestTrace trace = traces.of(request);
        then.accept(trace);
        return trace;
    }

    /** Keeps the spans that ended. */
    private static final class Ended implements SpanProcessor {

        private final Queue<SpanData> spans = new ConcurrentLinkedQueue<>();

        private SpanData only() {
            assertThat(spans).hasSize(1);
            return spans.element();
        }

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {
            spans.add(span.toSpanData());
        }

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }
}
