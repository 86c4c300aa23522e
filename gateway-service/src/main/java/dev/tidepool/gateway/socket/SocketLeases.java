package dev.tidepool.gateway.socket;

import dev.tidepool.gateway.redis.RedisScript;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * What all gateways know of an organisation's sockets: one lease for each, in a sorted set by expiry. Leases are renewed while
 * their gateway lives, so those of a crashed one lapse, and a Redis that lost its data learns of all sockets anew.
 */
@Singleton
class SocketLeases {

    /** ARGV: connections, milliseconds of the lease, the sockets' names. One socket is added if there is room. Answers 0 or 1. */
    private static final RedisScript TAKE = RedisScript.of("""
            local time = redis.call('TIME')
            local now = time[1] * 1000 + math.floor(time[2] / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
            if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then
              return 0
            end
            redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[3])
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
            return 1
            """);

    /** ARGV: milliseconds of the lease, the sockets' names. */
    private static final RedisScript RENEW = RedisScript.of("""
            local time = redis.call('TIME')
            local until_ = time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[1]
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', until_ - ARGV[1])
            for i = 2, #ARGV do
              redis.call('ZADD', KEYS[1], until_, ARGV[i])
            end
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            return redis.call('ZCARD', KEYS[1])
            """);

    private static final RedisScript COUNT = RedisScript.of("""
            local time = redis.call('TIME')
            return redis.call('ZCOUNT', KEYS[1], time[1] * 1000 + math.floor(time[2] / 1000), '+inf')
            """);

    private static final RedisScript REPORT = RedisScript.of("""
            local n = redis.call('INCRBY', KEYS[1], ARGV[1])
            redis.call('EXPIRE', KEYS[1], 120)
            return n
            """);

    /** Organisations in one trip: the client refuses more commands at once than may wait on a connection, 2,048. */
    private static final int RENEWED_AT_ONCE = 500;

    private final Redis redis;
    private final SocketConfig config;
    private final String gateway;

    SocketLeases(Redis redis, SocketConfig config, Uuid7Generator ids) {
        this.redis = redis;
        this.config = config;
        this.gateway = ids.next(UUID::toString);
    }

    /** Whether the organisation may have this socket too. Fails when Redis is away. */
    Future<Boolean> take(OrganizationId organization, long socket, int connections) {
        return run(
                        TAKE,
                        request -> request.arg(key(organization))
                                .arg(connections)
                                .arg(config.lease().toMillis())
                                .arg(nameOf(socket)))
                .map(answer -> answer == 1);
    }

    void release(OrganizationId organization, long socket) {
        redis.send(Request.cmd(Command.ZREM).arg(key(organization)).arg(nameOf(socket)));
    }

    /**
     * Renews what this gateway has open, some hundred organisations in one round trip.
     *
     * @param isOpen asked again afterwards: the lease of a socket that was closed meanwhile is given back once more
     */
    Future<Void> renew(Map<OrganizationId, Collection<Long>> open, BiPredicate<OrganizationId, Long> isOpen) {
        return renew(List.copyOf(open.keySet()), 0, open)
                .onSuccess(renewed -> open.forEach((organization, sockets) -> sockets.forEach(socket -> {
                    if (!isOpen.test(organization, socket)) {
                        release(organization, socket);
                    }
                })));
    }

    private Future<Void> renew(List<OrganizationId> all, int from, Map<OrganizationId, Collection<Long>> open) {
        if (from >= all.size()) {
            return Future.succeededFuture();
        }
        int to = Math.min(all.size(), from + RENEWED_AT_ONCE);
        List<Request> requests = all.subList(from, to).stream()
                .map(organization -> renewal(organization, open.getOrDefault(organization, List.of())))
                .toList();
        return redis.batch(requests)
                .timeout(config.lease().toMillis() / 3, TimeUnit.MILLISECONDS)
                .compose(renewed -> renew(all, to, open));
    }

    private Request renewal(OrganizationId organization, Collection<Long> sockets) {
        return RENEW.whole(1, request -> {
            request.arg(key(organization)).arg(config.lease().toMillis());
            sockets.forEach(socket -> request.arg(nameOf(socket)));
        });
    }

    /** The organisation's sockets on all gateways. */
    Future<Long> count(OrganizationId organization) {
        return run(COUNT, request -> request.arg(key(organization)));
    }

    /** Adds messages to those of a minute since 1970. @return all gateways' together */
    Future<Integer> report(OrganizationId organization, long minute, int messages) {
        return run(
                        REPORT,
                        request -> request.arg("tidepool:socket-messages:" + organization + ":" + minute)
                                .arg(messages))
                .map(Math::toIntExact);
    }

    /** Each names one key, and answers a number. */
    private Future<Long> run(RedisScript script, Consumer<Request> arguments) {
        return script.run(redis, 1, arguments)
                .timeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .map(answer -> Objects.requireNonNull(answer.toLong()));
    }

    private String nameOf(long socket) {
        return gateway + ":" + socket;
    }

    private static String key(OrganizationId organization) {
        return "tidepool:sockets:" + organization;
    }
}
