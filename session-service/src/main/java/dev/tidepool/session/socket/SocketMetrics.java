package dev.tidepool.session.socket;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;

/** What sessions' sockets are counted by. */
@ApplicationScoped
class SocketMetrics {

    private final MeterRegistry metrics;
    private final Counter sent;

    SocketMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.sent = metrics.counter("tidepool.session.socket.events");
    }

    /** An event of the log went to a client. */
    void sent() {
        sent.increment();
    }

    /** @param outcome {@code handled} or {@code refused} */
    void received(String outcome) {
        metrics.counter("tidepool.session.socket.messages", "outcome", outcome).increment();
    }

    void closed(SocketClose why) {
        metrics.counter("tidepool.session.socket.closed", "reason", why.reason())
                .increment();
    }
}
