package dev.tidepool.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class EventLoopsTest {

    @Inject
    Vertx vertx;

    @Test
    void thereAreAsManyEventLoopsAsProcessorsAndTwoAtLeast() {
        int processors = Runtime.getRuntime().availableProcessors();

        assertThat(vertx.nettyEventLoopGroup()).hasSize(Math.max(2, processors));
    }
}
