package dev.tidepool.gateway.edge;

import dev.tidepool.kernel.caller.Caller;
import io.opentelemetry.api.trace.Span;
import org.jspecify.annotations.Nullable;

/**
 * A request's place in its trace: ids in any case, a span only if the trace is recorded.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId of the gateway's part, 16 hexadecimal digits
 */
record RequestTrace(String traceId, String spanId, @Nullable Span span) {

    /** The header that makes what the service does a child of this. */
    String traceparent() {
        return "00-" + traceId + "-" + spanId + (isSampled() ? "-01" : "-00");
    }

    boolean isSampled() {
        return span != null;
    }

    void matched(String method, String template) {
        if (span != null) {
            span.updateName(method + " " + template);
            span.setAttribute("http.route", template);
        }
    }

    void called(Caller.Member member) {
        if (span != null) {
            span.setAttribute("tidepool.organization", member.organization().toString());
            span.setAttribute("tidepool.tier", member.tier().wireName());
        }
    }

    void forwarded(String upstream) {
        if (span != null) {
            span.setAttribute("tidepool.upstream", upstream);
        }
    }

    void ended(int status) {
        if (span != null) {
            span.setAttribute("http.response.status_code", (long) status);
            if (status >= 500) {
                span.setStatus(io.opentelemetry.api.trace.StatusCode.ERROR);
            }
            span.end();
        }
    }
}
