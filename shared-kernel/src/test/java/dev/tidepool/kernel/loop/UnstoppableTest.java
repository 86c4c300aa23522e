package dev.tidepool.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UnstoppableTest {

    @Test
    void goesToItsEndAlthoughNobodyWaitsAnyMore() {
        CompletableFuture<String> step = new CompletableFuture<>();
        CompletableFuture<String> end = new CompletableFuture<>();
        Unstoppable.of(Uni.createFrom().completionStage(step).invoke(end::complete))
                .subscribe()
                .with(done -> {})
                .cancel();
        step.complete("done");
        assertThat(end).isCompletedWithValue("done");
    }

    @Test
    void whoWaitsLearnsOfItsEnd() {
        assertThat(Unstoppable.of(Uni.createFrom().item("done")).await().indefinitely())
                .isEqualTo("done");
        assertThat(Unstoppable.of(Uni.createFrom().failure(new IllegalStateException()))
                        .onFailure()
                        .recoverWithItem("failed")
                        .await()
                        .indefinitely())
                .isEqualTo("failed");
    }
}
