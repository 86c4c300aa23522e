package dev.tidepool.gateway.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.Consumer;

/** A Lua script: one round trip, atomic across all gateways. Redis is told its digest, and the text once it does not know that. */
public final class RedisScript {

    private final String text;
    private final String digest;

    private RedisScript(String text) {
        this.text = text;
        this.digest = sha1(text);
    }

    public static RedisScript of(String text) {
        return new RedisScript(text);
    }

    /** @param resource on the class path, such as {@code /limit/window.lua} */
    public static RedisScript load(String resource) {
        try (InputStream in = Objects.requireNonNull(RedisScript.class.getResourceAsStream(resource), resource)) {
            return new RedisScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Its answer, or a failure when Redis is away.
     *
     * @param keys how many of the arguments name keys; those come first
     * @param arguments adds them; may be asked twice
     */
    public Future<Response> run(Redis redis, int keys, Consumer<Request> arguments) {
        return redis.send(request(Command.EVALSHA, digest, keys, arguments))
                .recover(failure ->
                        isUnknown(failure) ? redis.send(whole(keys, arguments)) : Future.failedFuture(failure))
                .map(Objects::requireNonNull);
    }

    /** The same with the text, for a batch: what is unknown in one could not be told of again. */
    public Request whole(int keys, Consumer<Request> arguments) {
        return request(Command.EVAL, text, keys, arguments);
    }

    private static Request request(Command command, String script, int keys, Consumer<Request> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys);
        arguments.accept(request);
        return request;
    }

    private static boolean isUnknown(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
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
