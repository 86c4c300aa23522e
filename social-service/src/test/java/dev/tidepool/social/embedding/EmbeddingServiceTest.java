package dev.tidepool.social.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.test.Eventually;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With the real model. */
class EmbeddingServiceTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    @Test
    void textsThatMeanTheLikeAreNear() {
        EmbeddingService service = WithoutModel.service(vertx, "timeout", "60s");
        Vector dog = query(service, "My puppy loves chasing balls").orElseThrow();
        Vector like = query(service, "A young dog that runs after toys").orElseThrow();
        Vector unlike = query(service, "The central bank raised interest rates").orElseThrow();
        assertThat(dog.cosine(like)).isGreaterThan(0.5);
        assertThat(dog.cosine(unlike)).isLessThan(0.2);
        assertThat(query(service, "My puppy loves chasing balls").orElseThrow())
                .as("kept")
                .isSameAs(dog);
        List<Optional<Vector>> texts = service.ofTexts(List.of("My puppy loves chasing balls", ""))
                .subscribeAsCompletionStage()
                .join();
        assertThat(texts.getFirst()).contains(dog);
        assertThat(texts).hasSize(2);
    }

    @Test
    void aQueryHasNoVectorWhereThereIsNoModelOrTooManyWait() {
        EmbeddingService off = WithoutModel.service(vertx);
        assertThat(off.isPossible()).isFalse();
        assertThat(query(off, "tide")).isEmpty();
        assertThatThrownBy(() -> off.ofTexts(List.of("tide"))
                        .subscribeAsCompletionStage()
                        .join())
                .hasMessageContaining("no model");
        assertThat(query(WithoutModel.service(vertx, "max-waiting", "0"), "tide"))
                .isEmpty();
    }

    /** Whoever gave up leaves work that waits still: it counts until it is passed over, and is not done. */
    @Test
    void whatSearchesAskOfTheProcessorIsBounded() throws Exception {
        EmbeddingService service =
                WithoutModel.service(vertx, Map.of("threads", "1", "max-waiting", "2", "timeout", "50ms"));
        CountDownLatch hold = new CountDownLatch(1);
        AtomicInteger done = new AtomicInteger();
        CompletableFuture<Optional<Boolean>> held =
                service.inTime(() -> hold.await(60, TimeUnit.SECONDS)).subscribeAsCompletionStage();
        assertThat(service.inTime(done::incrementAndGet)
                        .subscribeAsCompletionStage()
                        .join())
                .as("takes too long")
                .isEmpty();
        assertThat(held.join()).isEmpty();
        assertThat(service.inTime(done::incrementAndGet)
                        .subscribeAsCompletionStage()
                        .join())
                .as("two wait still")
                .isEmpty();
        hold.countDown();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(service.inTime(() -> 7)
                                .subscribeAsCompletionStage()
                                .join())
                        .contains(7));
        assertThat(done).as("nobody waited for it").hasValue(0);
    }

    @Test
    void aQueryDoesNotWaitForeverForTheModel() {
        assertThat(query(WithoutModel.service(vertx, "timeout", "1ms"), "tide")).isEmpty();
    }

    private static Optional<Vector> query(EmbeddingService service, String text) {
        return service.ofQuery(text).subscribeAsCompletionStage().join();
    }
}
