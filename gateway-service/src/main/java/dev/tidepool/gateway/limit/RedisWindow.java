package dev.tidepool.gateway.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The shared window: one script, one round trip, atomic across all gateways. The clock is Redis's. */
@Singleton
class RedisWindow {

    private final Redis redis;
    private final String script;
    private final String digest;

    RedisWindow(Redis redis) {
        this.redis = redis;
        this.script = load("/limit/window.lua");
        this.digest = sha1(script);
    }

    /** The lease, or a failure when Redis is away. */
    Future<Lease.Grant> take(RateSubject subject, Lease.Request trip) {
        return redis.send(request(Command.EVALSHA, digest, subject, trip))
                .recover(failure -> isUnknownScript(failure)
                        ? redis.send(request(Command.EVAL, script, subject, trip))
                        : Future.failedFuture(failure))
                .map(answer -> grantOf(subject, Objects.requireNonNull(answer)));
    }

    private static Request request(Command command, String scriptOrDigest, RateSubject subject, Lease.Request trip) {
        Request request =
                Request.cmd(command).arg(scriptOrDigest).arg(subject.rules().size());
        for (RateRule rule : subject.rules()) {
            // The braces keep one subject's counts on one shard.
            request.arg("tidepool:rate:{" + subject.key() + "}:" + rule.window().toSeconds());
        }
        request.arg(trip.wanted()).arg(trip.least()).arg(trip.back()).arg(trip.takenAt());
        for (RateRule rule : subject.rules()) {
            request.arg(rule.limit()).arg(rule.windowMicros());
        }
        return request;
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

    private static boolean isUnknownScript(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private static String load(String resource) {
        try (InputStream in = RedisWindow.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }
}
