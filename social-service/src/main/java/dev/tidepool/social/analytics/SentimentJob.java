package dev.tidepool.social.analytics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Measures the mood of posts that nobody has measured yet. Several instances share the work. */
@ApplicationScoped
class SentimentJob {

    private final SentimentRepository posts;
    private final AnalyticsConfig config;
    private final Counter measured;

    SentimentJob(SentimentRepository posts, AnalyticsConfig config, MeterRegistry metrics) {
        this.posts = posts;
        this.config = config;
        this.measured = Counter.builder("tidepool.social.sentiments")
                .description("Posts whose mood was measured")
                .register(metrics);
    }

    @Scheduled(
            every = "${tidepool.analytics.interval}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> measure() {
        return posts.measure(config.measuredTogether())
                .invoke(count -> measured.increment(count))
                .chain(count -> count == config.measuredTogether()
                        ? measure()
                        : Uni.createFrom().voidItem());
    }
}
