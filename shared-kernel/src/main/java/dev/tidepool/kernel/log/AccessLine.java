package dev.tidepool.kernel.log;

/**
 * One request, as it is told.
 *
 * @param event what the line begins with, as {@code event=request}
 * @param path as asked for, from outside
 * @param micros until the answer was complete
 * @param organization empty for nobody's
 * @param client its address; empty where all requests are the gateway's
 * @param traceId 32 hexadecimal digits
 */
public record AccessLine(
        String level,
        String event,
        String method,
        String path,
        int status,
        long bytes,
        long micros,
        String requestId,
        String organization,
        String client,
        String traceId,
        String spanId,
        boolean sampled) {

    AccessLine withPath(String other) {
        return path.equals(other)
                ? this
                : new AccessLine(
                        level,
                        event,
                        method,
                        other,
                        status,
                        bytes,
                        micros,
                        requestId,
                        organization,
                        client,
                        traceId,
                        spanId,
                        sampled);
    }
}
