package dev.tidepool.gateway.realtime;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tickets in Redis, by their hash. Taking one removes it, in one step for all gateways. */
@ApplicationScoped
class TicketRepository {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Redis redis;

    TicketRepository(Redis redis) {
        this.redis = redis;
    }

    Future<Void> put(String hash, String holder, Duration lifetime) {
        return redis.send(Request.cmd(Command.SET)
                        .arg(key(hash))
                        .arg(holder)
                        .arg("PX")
                        .arg(lifetime.toMillis()))
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .mapEmpty();
    }

    Future<Optional<String>> take(String hash) {
        return redis.send(Request.cmd(Command.GETDEL).arg(key(hash)))
                .timeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .map(answer -> Optional.ofNullable(answer).map(Object::toString));
    }

    private static String key(String hash) {
        return "tidepool:ticket:" + hash;
    }
}
