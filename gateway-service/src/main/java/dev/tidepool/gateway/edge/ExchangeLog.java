package dev.tidepool.gateway.edge;

import dev.tidepool.gateway.route.TimeoutClass;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.log.AccessLine;
import dev.tidepool.kernel.log.AccessLog;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** One line for each request, and one more for a slow one. */
@Singleton
class ExchangeLog {

    private final AccessLog log;
    private final SlowRequestConfig config;
    private final MeterRegistry metrics;

    ExchangeLog(AccessLog log, SlowRequestConfig config, MeterRegistry metrics) {
        this.log = log;
        this.config = config;
        this.metrics = metrics;
    }

    void write(Exchange exchange, long nanos) {
        boolean slow = isSlow(exchange, nanos);
        if (slow) {
            metrics.counter("tidepool.requests.slow", "uri", exchange.template())
                    .increment();
        }
        if (log.isOn()) {
            log.add(line(exchange, nanos, "INFO", "event=request"));
            if (slow) {
                log.add(line(exchange, nanos, "WARN", "event=slow_request"));
            }
        }
    }

    private static AccessLine line(Exchange exchange, long nanos, String level, String event) {
        return new AccessLine(
                level,
                event,
                exchange.request().method().name(),
                exchange.path(),
                exchange.response().getStatusCode(),
                exchange.response().bytesWritten(),
                nanos / 1000,
                exchange.requestId(),
                exchange.caller() instanceof Caller.Member member
                        ? member.organization().toString()
                        : "",
                exchange.client().address(),
                exchange.trace().traceId(),
                exchange.trace().spanId(),
                exchange.trace().isSampled());
    }

    private boolean isSlow(Exchange exchange, long nanos) {
        return nanos > config.slow().toNanos()
                && exchange.isCounted()
                && exchange.route().timeout() != TimeoutClass.STREAM;
    }
}
