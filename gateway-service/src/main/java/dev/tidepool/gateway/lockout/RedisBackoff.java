package dev.tidepool.gateway.lockout;

import dev.tidepool.gateway.redis.RedisScript;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;

/** Counts attempts for all gateways: one script, atomic. The clock is Redis's. */
@ApplicationScoped
class RedisBackoff {

    private static final String SCRIPT = "/lockout/attempt.lua";

    private final Redis redis;
    private final RedisScript script;

    RedisBackoff(Redis redis) {
        this.redis = redis;
        this.script = RedisScript.load(SCRIPT);
    }

    /** How long to wait in milliseconds; 0 admits the attempt. */
    Uni<Long> attempt(String key, Backoff rule) {
        return run("attempt", key, rule).map(answer -> Objects.requireNonNull(answer.toLong()));
    }

    Uni<Void> forgive(String key, Backoff rule) {
        return run("forgive", key, rule).replaceWithVoid();
    }

    Uni<Void> reset(String key) {
        return uni(redis.send(Request.cmd(Command.DEL).arg(redisKey(key))).map(Objects::requireNonNull))
                .replaceWithVoid();
    }

    private Uni<Response> run(String operation, String key, Backoff rule) {
        return uni(script.run(
                redis,
                1,
                request -> request.arg(redisKey(key))
                        .arg(operation)
                        .arg(rule.free())
                        .arg(rule.first().toMillis())
                        .arg(rule.longest().toMillis())
                        .arg(rule.decay().toMillis())));
    }

    private static Uni<Response> uni(Future<Response> sent) {
        return Uni.createFrom().completionStage(sent::toCompletionStage);
    }

    private static String redisKey(String key) {
        return "tidepool:lockout:" + key;
    }
}
