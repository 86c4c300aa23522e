package dev.tidepool.local.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPInputStream;

/** A receiver of traces (OTLP over HTTP, protobuf) that remembers the spans. */
final class OtlpReceiver {

    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    /**
     * A span: which service made it, and where it belongs.
     *
     * @param statement the SQL it ran; empty when it ran none
     */
    record Span(String service, String name, String trace, String id, String parent, String statement) {}

    OtlpReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    List<Span> ofTrace(String trace) {
        return spans.stream().filter(span -> span.trace().equals(trace)).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        boolean compressed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        try (InputStream raw = exchange.getRequestBody();
                InputStream body = compressed ? new GZIPInputStream(raw) : raw) {
            ExportTraceServiceRequest.parseFrom(body).getResourceSpansList().forEach(this::remember);
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    private void remember(ResourceSpans resource) {
        String service = text(resource.getResource().getAttributesList(), "service.name");
        resource.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .forEach(span -> spans.add(new Span(
                        service,
                        span.getName(),
                        HexFormat.of().formatHex(span.getTraceId().toByteArray()),
                        HexFormat.of().formatHex(span.getSpanId().toByteArray()),
                        HexFormat.of().formatHex(span.getParentSpanId().toByteArray()),
                        statement(span.getAttributesList()))));
    }

    /** The semantic conventions have renamed the attribute; either name will do. */
    private static String statement(List<KeyValue> attributes) {
        String present = text(attributes, "db.query.text");
        return present.isEmpty() ? text(attributes, "db.statement") : present;
    }

    private static String text(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }
}
