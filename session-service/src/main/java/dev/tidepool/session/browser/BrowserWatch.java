package dev.tidepool.session.browser;

import dev.tidepool.kernel.problem.Problem;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Gives each request to a browser its end in time, a span, a place in the metrics, and failures that a client understands. */
@ApplicationScoped
class BrowserWatch {

    private final BrowserConfig config;
    private final BrowserMetrics metrics;
    private final OpenTelemetry telemetry;
    private final Vertx vertx;

    BrowserWatch(BrowserConfig config, BrowserMetrics metrics, OpenTelemetry telemetry, Vertx vertx) {
        this.config = config;
        this.metrics = metrics;
        this.telemetry = telemetry;
        this.vertx = vertx;
    }

    /** Call it where the request's own span is current; the result comes on the same context. */
    <T> Uni<T> watch(String operation, Uni<T> work) {
        Context context = vertx.getOrCreateContext();
        Span span = telemetry
                .getTracer("dev.tidepool.browser")
                .spanBuilder("browser " + operation)
                .startSpan();
        long begun = System.nanoTime();
        return work.ifNoItem()
                .after(config.operationTimeout())
                .failWith(this::timeout)
                .onFailure(CdpFailure.class)
                .transform(BrowserWatch::explain)
                .onTermination()
                .invoke((item, failure, cancelled) -> {
                    String outcome = outcome(failure, cancelled);
                    metrics.operation(operation, outcome, Duration.ofNanos(System.nanoTime() - begun));
                    end(span, outcome);
                })
                .emitOn(command -> context.runOnContext(ignored -> command.run()));
    }

    private Problem timeout() {
        return Problem.of(
                BrowserError.BROWSER_TIMEOUT,
                "The browser did not finish within " + config.operationTimeout()
                        + ". The page may be stuck: navigate elsewhere, or close the browser.");
    }

    /** A command the browser refuses is one the page no longer allows: it has gone elsewhere, or is closing. */
    private static Problem explain(Throwable failure) {
        if (failure instanceof CdpFailure cdp && cdp.isTooLong()) {
            return Problem.of(
                    BrowserError.BROWSER_PAGE_TOO_LARGE,
                    "What the page gives is too long, and the browser was closed. Open it again, and look at less of it.");
        }
        return failure instanceof CdpFailure cdp && cdp.isLost()
                ? Problem.of(
                                BrowserError.BROWSER_CRASHED,
                                "The browser ended, and what was open in it is gone. Open it again.")
                        .retryAfter(Duration.ofSeconds(1))
                : Problem.of(
                        BrowserError.BROWSER_REF_STALE,
                        "The page went elsewhere meanwhile (" + failure.getMessage() + "). Take a new snapshot.");
    }

    private static String outcome(@Nullable Throwable failure, boolean cancelled) {
        if (cancelled) {
            return "cancelled";
        }
        if (failure == null) {
            return "done";
        }
        return failure instanceof Problem problem ? problem.code().name().toLowerCase(Locale.ROOT) : "failed";
    }

    private static void end(Span span, String outcome) {
        span.setAttribute("tidepool.browser.outcome", outcome);
        if (!outcome.equals("done")) {
            span.setStatus(StatusCode.ERROR);
        }
        span.end();
    }
}
