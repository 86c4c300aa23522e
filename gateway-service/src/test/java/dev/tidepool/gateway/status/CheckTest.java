package dev.tidepool.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final Duration TIMEOUT = Duration.ofMillis(30);

    private final List<CompletableFuture<Health>> questions = new ArrayList<>();
    private final Check check = new Check("database", true, TIMEOUT, this::question);
    private final Check patient = new Check("database", true, Duration.ofSeconds(30), this::question);

    @Test
    void reportsWhatItIsTold() {
        CompletableFuture<Component> asked = patient.run().subscribeAsCompletionStage();
        questions.getFirst().complete(Health.DEGRADED);
        assertThat(asked.join().health()).isEqualTo(Health.DEGRADED);
    }

    @Test
    void putsNoSecondQuestionWhileOneIsUnanswered() {
        for (int i = 0; i < 5; i++) {
            assertThat(health()).isEqualTo(Health.UNHEALTHY);
        }
        assertThat(questions).hasSize(1);
    }

    @Test
    void asksAgainOnceItWasAnswered() {
        assertThat(health()).isEqualTo(Health.UNHEALTHY);
        questions.getFirst().complete(Health.HEALTHY);
        check.run().subscribeAsCompletionStage();
        assertThat(questions).hasSize(2);
    }

    @Test
    void asksAgainWhenAQuestionIsAsGoodAsLost() {
        long end = System.nanoTime() + TIMEOUT.toNanos() * 30;
        while (questions.size() < 2 && System.nanoTime() < end) {
            health();
        }
        assertThat(questions).hasSize(2);
    }

    @Test
    void takesAFailureForUnhealthy() {
        CompletableFuture<Component> asked = patient.run().subscribeAsCompletionStage();
        questions.getFirst().completeExceptionally(new IllegalStateException("refused"));
        assertThat(asked.join().health()).isEqualTo(Health.UNHEALTHY);
    }

    private Health health() {
        return check.run().subscribeAsCompletionStage().join().health();
    }

    private Uni<Health> question() {
        CompletableFuture<Health> question = new CompletableFuture<>();
        questions.add(question);
        return Uni.createFrom().completionStage(question);
    }
}
