package dev.tidepool.social.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** With a clock that moves by a second each time somebody looks at it. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class EmbeddingJobTest {

    private static final long SECOND = 1_000_000_000;

    @Inject
    EmbeddingRepository texts;

    @Inject
    EmbeddingService embeddings;

    @Inject
    NeighbourService neighbours;

    @Inject
    EmbeddingConfig config;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void itRestsAfterEachBatch() {
        EmbeddingJob job = jobWith(0.01);
        assertThat(round(job)).isTrue();
        assertThat(round(job))
                .as("a batch of a second or more, then 99 times as long")
                .isFalse();
        clock.addAndGet(1000 * SECOND);
        assertThat(round(job)).isTrue();
        assertThat(round(job)).isFalse();
    }

    @Test
    void withAllOfTheTimeItNeverRests() {
        EmbeddingJob job = jobWith(1);
        assertThat(round(job)).isTrue();
        assertThat(round(job)).isTrue();
    }

    private EmbeddingJob jobWith(double share) {
        return new EmbeddingJob(
                texts,
                embeddings,
                neighbours,
                config,
                new WorkPace(share, () -> clock.addAndGet(SECOND)),
                new SimpleMeterRegistry());
    }

    private static boolean round(EmbeddingJob job) {
        return job.round().subscribeAsCompletionStage().join();
    }
}
