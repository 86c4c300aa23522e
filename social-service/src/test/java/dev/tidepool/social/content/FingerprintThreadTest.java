package dev.tidepool.social.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.core.Vertx;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class FingerprintThreadTest {

    @Inject
    ContentService contents;

    @Inject
    Vertx vertx;

    @Test
    void aLongTextDoesNotHoldTheEventLoopUp() {
        assertThat(isReadyAtOnce("word ".repeat(8000))).isFalse();
        assertThat(isReadyAtOnce("A short text.")).isTrue();
    }

    /** Whether an event loop that asks for a fingerprint has it before it goes on. */
    private boolean isReadyAtOnce(String text) {
        CompletableFuture<Boolean> ready = new CompletableFuture<>();
        vertx.getDelegate().getOrCreateContext().runOnContext(nothing -> {
            AtomicBoolean came = new AtomicBoolean();
            contents.fingerprint(text).subscribe().with(found -> came.set(true), ready::completeExceptionally);
            ready.complete(came.get());
        });
        return ready.join();
    }
}
