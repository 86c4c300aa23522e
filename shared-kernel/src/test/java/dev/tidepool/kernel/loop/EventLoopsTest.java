package dev.tidepool.kernel.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventLoopsTest {

    @Inject
    Vertx vertx;

    @Test
    void thereAreAsManyEventLoopsAsProcessorsAndTwoAtLeast() {
        int processors = Runtime.getRuntime().availableProcessors();

        assertThat(((VertxInternal) vertx).getEventLoopGroup()).hasSize(Math.max(2, processors));
    }
}
