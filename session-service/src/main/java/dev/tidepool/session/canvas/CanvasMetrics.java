package dev.tidepool.session.canvas;

import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** What canvases are counted by. */
@ApplicationScoped
class CanvasMetrics {

    private final MeterRegistry metrics;
    private final Timer checks;

    CanvasMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.checks = metrics.timer("tidepool.canvas.check");
    }

    <T> T checking(Supplier<T> check) {
        return Objects.requireNonNull(checks.record(check));
    }

    void updated() {
        metrics.counter("tidepool.canvas.updates", "outcome", "stored").increment();
    }

    void refused(Throwable failure) {
        String code = failure instanceof Problem problem ? problem.code().name().toLowerCase(Locale.ROOT) : "failed";
        metrics.counter("tidepool.canvas.updates", "outcome", code).increment();
    }

    void acted(String kind) {
        metrics.counter("tidepool.canvas.reports", "kind", kind).increment();
    }
}
