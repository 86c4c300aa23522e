package dev.tidepool.social.analytics;

import dev.tidepool.kernel.db.Batches;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Measures the mood of posts that nobody has measured yet. Several instances share the work. */
@ApplicationScoped
class SentimentJob {

    private static final Logger LOG = Logger.getLogger(SentimentJob.class);

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
        Uni<Boolean> batch = posts.measure(config.measuredTogether())
                .invoke(count -> measured.increment(count))
                .map(count -> count == config.measuredTogether());
        return Batches.all(batch, LOG, "posts_unmeasured");
    }
}
