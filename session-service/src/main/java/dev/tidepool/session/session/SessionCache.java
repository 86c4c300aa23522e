package dev.tidepool.session.session;

import dev.tidepool.kernel.id.OrganizationId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Sessions as last read, in Redis for all instances. Whoever changes a session forgets it here before the change is
 * acknowledged. Whoever read it from the database keeps it only under a lease taken before that read, and forgetting takes the
 * lease away: what was read before a change is never kept after it. Should a process die between a change and its forgetting,
 * the event of the change forgets it (SessionCacheEvents), and after the lifetime it is gone in any case. Without Redis every
 * read asks the database.
 */
@ApplicationScoped
class SessionCache {

    private static final Logger LOG = Logger.getLogger(SessionCache.class);

    /** Longer than any read of the database takes. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    /** Once Redis did not answer it is not waited for. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final String KEEP = """
            if redis.call('GET', KEYS[2]) == ARGV[1] then
                redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
                redis.call('DEL', KEYS[2])
            end
            return 0""";

    private final ReactiveRedisDataSource redis;
    private final SessionConfig config;
    private final MeterRegistry metrics;
    private volatile long askedAgainAt = System.nanoTime();

    SessionCache(ReactiveRedisDataSource redis, SessionConfig config, MeterRegistry metrics) {
        this.redis = redis;
        this.config = config;
        this.metrics = metrics;
    }

    /** Where a session is kept. */
    record Keys(OrganizationId organization, SessionId id) {

        /** The braces keep both on one shard. */
        private String value() {
            return "tidepool:session:{" + organization + ":" + id + "}";
        }

        private String lease() {
            return value() + ":lease";
        }
    }

    /** The session as it is kept, or as the source has it; what the source has is kept from then on. */
    Uni<Optional<Session>> read(OrganizationId organization, SessionId id, Supplier<Uni<Optional<Session>>> source) {
        if (isAway()) {
            count("unavailable");
            return source.get();
        }
        Keys keys = new Keys(organization, id);
        return patient(redis.execute("GET", keys.value()))
                .map(kept -> Optional.ofNullable(kept)
                        .flatMap(text -> CachedSession.read(organization, id, text.toString())))
                .invoke(kept -> count(kept.isPresent() ? "hit" : "miss"))
                .onFailure()
                .recoverWithItem(failure -> unavailable(failure, Optional.empty()))
                .chain(kept -> kept.isPresent() ? Uni.createFrom().item(kept) : fill(keys, source));
    }

    /** To be called once the change of these is committed and before it is acknowledged. Never fails. */
    Uni<Void> forget(Collection<Keys> changed) {
        String[] names = changed.stream()
                .flatMap(keys -> Stream.of(keys.value(), keys.lease()))
                .toArray(String[]::new);
        Uni<Void> forgotten = patient(redis.execute("DEL", names))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> unavailable(failure, Uni.createFrom().voidItem()));
        if (isAway()) {
            forgotten.subscribe().with(done -> {});
            return Uni.createFrom().voidItem();
        }
        return forgotten;
    }

    private Uni<Optional<Session>> fill(Keys keys, Supplier<Uni<Optional<Session>>> source) {
        if (isAway()) {
            return source.get();
        }
        String lease = Long.toHexString(ThreadLocalRandom.current().nextLong());
        return patient(redis.execute("SET", keys.lease(), lease, "PX", Long.toString(LEASE.toMillis())))
                .replaceWith(true)
                .onFailure()
                .recoverWithItem(failure -> unavailable(failure, false))
                .chain(leased -> source.get().invoke(found -> {
                    if (leased) {
                        found.ifPresent(session -> keep(keys, lease, session));
                    }
                }));
    }

    /** Nobody waits for this. */
    private void keep(Keys keys, String lease, Session session) {
        String lifetime = Long.toString(config.cacheLifetime().toMillis());
        patient(redis.execute(
                        "EVAL", KEEP, "2", keys.value(), keys.lease(), lease, CachedSession.write(session), lifetime))
                .subscribe()
                .with(kept -> {}, failure -> unavailable(failure, false));
    }

    private <T> Uni<T> patient(Uni<T> answer) {
        return answer.ifNoItem().after(config.cachePatience()).fail();
    }

    private boolean isAway() {
        return askedAgainAt - System.nanoTime() > 0;
    }

    private <T> T unavailable(Throwable failure, T instead) {
        if (!isAway()) {
            LOG.warnf("event=session_cache_unavailable reason=%s", failure.toString());
        }
        count("unavailable");
        askedAgainAt = System.nanoTime() + PAUSE.toNanos();
        return instead;
    }

    private void count(String outcome) {
        metrics.counter("tidepool.session.cache", "outcome", outcome).increment();
    }
}
