package dev.tidepool.gateway.limit;

import dev.tidepool.gateway.redis.RedisScript;
import io.vertx.core.Future;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The shared window: one script, one round trip, atomic across all gateways. The clock is Redis's. */
@Singleton
class RedisWindow {

    private static final String SCRIPT = "/limit/window.lua";

    private final Redis redis;
    private final RedisScript script;

    RedisWindow(Redis redis) {
        this.redis = redis;
        this.script = RedisScript.load(SCRIPT);
    }

    /** The lease, or a failure when Redis is away. */
    Future<Lease.Grant> take(RateSubject subject, Lease.Request trip) {
        return script.run(redis, subject.rules().size(), request -> describe(subject, trip, request))
                .map(answer -> grantOf(subject, answer));
    }

    private static void describe(RateSubject subject, Lease.Request trip, Request request) {
        for (RateRule rule : subject.rules()) {
            // The braces keep one subject's counts on one shard.
            request.arg("tidepool:rate:{" + subject.key() + "}:" + rule.window().toSeconds());
        }
        request.arg(trip.wanted()).arg(trip.least()).arg(trip.back()).arg(trip.takenAt());
        for (RateRule rule : subject.rules()) {
            request.arg(rule.limit()).arg(rule.windowMicros());
        }
    }

    private static Lease.Grant grantOf(RateSubject subject, Response answer) {
        if (answer.type() != ResponseType.MULTI
                || answer.size() != 2 + 2 * subject.rules().size()) {
            throw new IllegalStateException("the limit script answered " + answer);
        }
        List<RateState.Window> windows = new ArrayList<>(subject.rules().size());
        for (int i = 0; i < subject.rules().size(); i++) {
            windows.add(new RateState.Window(
                    subject.rules().get(i), (int) number(answer, 2 * i + 2), number(answer, 2 * i + 3)));
        }
        return new Lease.Grant((int) number(answer, 0), number(answer, 1), List.copyOf(windows));
    }

    private static long number(Response answer, int index) {
        return Objects.requireNonNull(answer.get(index).toLong());
    }
}
