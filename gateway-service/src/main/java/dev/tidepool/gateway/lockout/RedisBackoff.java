package dev.tidepool.gateway.lockout;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Counts attempts for all gateways: one script, atomic. The clock is Redis's. */
@ApplicationScoped
class RedisBackoff {

    private static final String SCRIPT = "/lockout/attempt.lua";

    private final Redis redis;
    private final String script;

    RedisBackoff(Redis redis) {
        this.redis = redis;
        this.script = load();
    }

    /** How long to wait in milliseconds; 0 admits the attempt. */
    Uni<Long> attempt(String key, Backoff rule) {
        return run("attempt", key, rule).map(answer -> Objects.requireNonNull(answer.toLong()));
    }

    Uni<Void> forgive(String key, Backoff rule) {
        return run("forgive", key, rule).replaceWithVoid();
    }

    Uni<Void> reset(String key) {
        return uni(redis.send(Request.cmd(Command.DEL).arg(redisKey(key)))).replaceWithVoid();
    }

    /** Log-ins are rare and slow: sending the script with each costs nothing that shows. */
    private Uni<Response> run(String operation, String key, Backoff rule) {
        return uni(redis.send(Request.cmd(Command.EVAL)
                .arg(script)
                .arg(1)
                .arg(redisKey(key))
                .arg(operation)
                .arg(rule.free())
                .arg(rule.first().toMillis())
                .arg(rule.longest().toMillis())
                .arg(rule.decay().toMillis())));
    }

    private static Uni<Response> uni(Future<@Nullable Response> sent) {
        return Uni.createFrom()
                .completionStage(() -> sent.map(RedisBackoff::present).toCompletionStage());
    }

    private static Response present(@Nullable Response answer) {
        return Objects.requireNonNull(answer);
    }

    private static String redisKey(String key) {
        return "tidepool:lockout:" + key;
    }

    private static String load() {
        try (InputStream in = Objects.requireNonNull(RedisBackoff.class.getResourceAsStream(SCRIPT), SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
