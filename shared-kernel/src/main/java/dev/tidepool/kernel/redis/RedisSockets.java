package dev.tidepool.kernel.redis;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.ApplicationScoped;

/** Connections to Redis whose peer is gone without a farewell end after some seconds, not after TCP's quarter of an hour. */
@ApplicationScoped
class RedisSockets implements RedisOptionsCustomizer {

    private static final int UNANSWERED_MILLIS = 15_000;

    @Override
    public void customize(String clientName, RedisOptions options) {
        // The time without an answer is heeded where the process has the platform's own sockets.
        options.getNetClientOptions().setTcpKeepAlive(true).setTcpUserTimeout(UNANSWERED_MILLIS);
    }
}
