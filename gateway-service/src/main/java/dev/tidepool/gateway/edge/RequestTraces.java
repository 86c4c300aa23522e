package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.client.TrustedProxies;
import dev.tidepool.kernel.trace.TraceDraw;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Begins or continues the trace of each request (W3C Trace Context). */
@Singleton
class RequestTraces {

    private static final CharSequence HEADER = io.vertx.core.http.HttpHeaders.createOptimized("traceparent");
    private static final int LENGTH = 55;
    private static final int TRACE = 3;
    private static final int SPAN = 36;
    private static final int FLAGS = 53;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

    private final TraceDraw draw;
    private final Tracer tracer;
    private final TrustedProxies proxies;

    RequestTraces(TraceDraw draw, Tracer tracer, TrustedProxies proxies) {
        this.draw = draw;
        this.tracer = tracer;
        this.proxies = proxies;
    }

    RequestTrace of(HttpServerRequest request) {
        String header = request.getHeader(HEADER);
        if (!isValid(header)) {
            return draw.next() ? recorded(request, TraceDraw.drawn()) : unrecorded(hex(16));
        }
        String traceId = header.substring(TRACE, TRACE + 32);
        boolean sampled = (Character.digit(header.charAt(FLAGS + 1), 16) & 1) != 0;
        if (!sampled || !(draw.next() || decidesForUs(request))) {
            return unrecorded(traceId);
        }
        SpanContext parent = SpanContext.createFromRemoteParent(
                traceId, header.substring(SPAN, SPAN + 16), TraceFlags.getSampled(), TraceState.getDefault());
        return recorded(request, Context.root().with(Span.wrap(parent)));
    }

    /** Anybody else could have all its requests recorded, which is dear: its trace goes on under its id, and is drawn like others. */
    private boolean decidesForUs(HttpServerRequest request) {
        return draw.isRecording() && proxies.contains(request.remoteAddress().hostAddress());
    }

    private static RequestTrace unrecorded(String traceId) {
        return new RequestTrace(traceId, hex(8), null);
    }

    private RequestTrace recorded(HttpServerRequest request, Context parent) {
        Span span = tracer.spanBuilder(request.method().name())
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute("http.request.method", request.method().name())
                .startSpan();
        SpanContext context = span.getSpanContext();
        return new RequestTrace(context.getTraceId(), context.getSpanId(), span);
    }

    /** Version 00 or a later one that begins alike; ids that are not all zero. */
    private static boolean isValid(@Nullable String header) {
        if (header == null || header.length() < LENGTH || (header.length() > LENGTH && header.startsWith("00"))) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 2 || i == SPAN - 1 || i == FLAGS - 1;
            if (dash ? header.charAt(i) != '-' : !isHex(header.charAt(i))) {
                return false;
            }
        }
        return !header.startsWith("ff")
                && !header.startsWith("00000000000000000000000000000000", TRACE)
                && !header.startsWith("0000000000000000", SPAN);
    }

    private static boolean isHex(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }

    private static String hex(int bytes) {
        byte[] text = new byte[bytes * 2];
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int i = 0; i < text.length; i += 16) {
            long bits = random.nextLong();
            for (int j = 0; j < 16; j++, bits >>>= 4) {
                text[i + j] = HEX[(int) bits & 15];
            }
        }
        // All zero is no id.
        if (text[0] == '0') {
            text[0] = '1';
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
