package dev.tidepool.gateway.limit;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import io.vertx.redis.client.ResponseType;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** The shared window: one script, one round trip, atomic across all gateways. The clock is Redis's. */
@ApplicationScoped
class RedisWindow {

    private final Redis redis;
    private final String script;
    private final String digest;

    RedisWindow(Redis redis) {
        this.redis = redis;
        this.script = load("/limit/window.lua");
        this.digest = sha1(script);
    }

    /** The decision, or a failure when Redis is away. */
    Future<RateDecision> take(RateSubject subject) {
        return redis.send(request(Command.EVALSHA, digest, subject))
                .recover(failure -> isUnknownScript(failure)
                        ? redis.send(request(Command.EVAL, script, subject))
                        : Future.failedFuture(failure))
                .map(answer -> decisionOf(subject, Objects.requireNonNull(answer)));
    }

    private static Request request(Command command, String scriptOrDigest, RateSubject subject) {
        Request request =
                Request.cmd(command).arg(scriptOrDigest).arg(subject.rules().size());
        for (RateRule rule : subject.rules()) {
            // The braces keep one subject's lists on one shard.
            request.arg(
                    "tidepool:limit:{" + subject.key() + "}:" + rule.window().toSeconds());
        }
        for (RateRule rule : subject.rules()) {
            request.arg(rule.limit()).arg(rule.windowMicros());
        }
        return request;
    }

    private static RateDecision decisionOf(RateSubject subject, Response answer) {
        if (answer.type() != ResponseType.MULTI
                || answer.size() != 1 + 2 * subject.rules().size()) {
            throw new IllegalStateException("the limit script answered " + answer);
        }
        List<RateState.Window> windows = new ArrayList<>(subject.rules().size());
        for (int i = 0; i < subject.rules().size(); i++) {
            windows.add(new RateState.Window(
                    subject.rules().get(i), (int) number(answer, 2 * i + 1), number(answer, 2 * i + 2)));
        }
        long wait = number(answer, 0);
        RateState state = new RateState(windows);
        return wait == 0
                ? new RateDecision.Allowed(state)
                : new RateDecision.Denied(state, Duration.ofNanos(wait * 1000));
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
