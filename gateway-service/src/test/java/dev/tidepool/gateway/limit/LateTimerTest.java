package dev.tidepool.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A gateway that is too busy to look at Redis's answer in time. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class LateTimerTest {

    @Inject
    Redis redis;

    @Inject
    Vertx vertx;

    @Inject
    LimitConfig config;

    /** By its own count it would admit the request; Redis says that others have used the limit up. */
    @Test
    void waitsForTheAnswerWhenItWasItselfTooBusyToSeeIt() {
        Response exhausted = join(redis.send(Request.cmd(Command.EVAL)
                .arg("return {0, 1000000000, 0, 60000000}")
                .arg(0)));
        CompletableFuture<RateDecision> decided = new CompletableFuture<>();
        vertx.runOnContext(now -> {
            // As of a real connection: its time limits are the loop's.
            AnsweredLater answers = new AnsweredLater(ContextInternal.current().promise());
            gateway(answers).decide(subject(), 1).onComplete(made -> decided.complete(made.result()));
            beBusy(config.redisTimeout().multipliedBy(2));
            // Comes after the timer, which has been due for a while.
            vertx.setTimer(1, then -> answers.answer.complete(exhausted));
        });
        assertThat(decided.join()).isInstanceOf(RateDecision.Denied.class);
    }

    @Test
    void decidesAloneWhenRedisIsSilent() {
        RateLimiter gateway = gateway(new AnsweredLater(Promise.promise()));
        CompletableFuture<RateDecision> decided = new CompletableFuture<>();
        vertx.runOnContext(now -> gateway.decide(subject(), 1).onComplete(made -> decided.complete(made.result())));
        assertThat(decided.join()).isInstanceOf(RateDecision.Allowed.class);
    }

    private RateLimiter gateway(Redis answers) {
        SimpleMeterRegistry metrics = new SimpleMeterRegistry();
        return new RateLimiter(
                new RedisWindow(answers), new RateBooks(config), new RateCounters(metrics), config, metrics);
    }

    private static RateSubject subject() {
        return new RateSubject(
                "organization:" + UUID.randomUUID(), "teams", List.of(new RateRule(100, Duration.ofMinutes(1))));
    }

    private static void beBusy(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static Response join(Future<Response> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    /** A Redis whose one answer is the test's to give. */
    private static final class AnsweredLater implements Redis {

        private final Promise<@Nullable Response> answer;

        AnsweredLater(Promise<@Nullable Response> answer) {
            this.answer = answer;
        }

        @Override
        public Future<RedisConnection> connect() {
            throw new UnsupportedOperationException("nobody connects");
        }

        @Override
        public void close() {}

        @Override
        public Future<@Nullable Response> send(Request command) {
            return answer.future();
        }

        @Override
        public Future<List<@Nullable Response>> batch(List<Request> commands) {
            throw new UnsupportedOperationException("nobody sends batches");
        }
    }
}
