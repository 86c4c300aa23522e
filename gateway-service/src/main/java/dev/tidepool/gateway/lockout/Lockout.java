package dev.tidepool.gateway.lockout;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Admits attempts to prove a password, or makes them wait. An attempt counts as failed from the moment it is admitted until
 * it is told to have succeeded, so that a thousand at once are no more than five. Addresses that have no account count alike.
 */
@Startup
@ApplicationScoped
public class Lockout {

    private static final Logger LOG = Logger.getLogger(Lockout.class);

    private final RedisBackoff shared;
    private final LocalBackoff local;
    private final MeterRegistry metrics;
    private final Duration redisTimeout;
    private final AtomicBoolean alone = new AtomicBoolean();
    private final Backoff account;
    private final Backoff network;
    private final Backoff registration;

    Lockout(RedisBackoff shared, LocalBackoff local, LockoutConfig config, MeterRegistry metrics) {
        this.shared = shared;
        this.local = local;
        this.metrics = metrics;
        metrics.gauge("tidepool.lockout.degraded", alone, held -> held.get() ? 1 : 0);
        this.redisTimeout = config.redisTimeout();
        LockoutConfig.Account a = config.account();
        this.account = new Backoff(a.free(), a.first(), a.longest(), a.decay());
        LockoutConfig.Network n = config.network();
        this.network = new Backoff(n.free(), n.first(), n.longest(), n.decay());
        LockoutConfig.Registration r = config.registration();
        this.registration = new Backoff(r.free(), r.first(), r.longest(), r.decay());
    }

    /** Fails with a Problem of 429 when the account or the network has to wait. */
    public Uni<Void> admitPassword(String email, String clientNetwork) {
        return admit("network", networkKey(clientNetwork), network)
                .chain(() -> admit("account", accountKey(email), account));
    }

    /** The password was right: the account starts anew, the network gets this attempt back. */
    public Uni<Void> passwordWasRight(String email, String clientNetwork) {
        return reset(accountKey(email)).chain(() -> forgive(networkKey(clientNetwork)));
    }

    /** Fails with a Problem of 429 when the network has registered too often. */
    public Uni<Void> admitRegistration(String clientNetwork) {
        return admit("registration", "registration:" + clientNetwork, registration);
    }

    private Uni<Void> admit(String kind, String key, Backoff rule) {
        return shared.attempt(key, rule)
                .ifNoItem()
                .after(redisTimeout)
                .fail()
                .invoke(this::shared)
                .onFailure()
                .invoke(this::alone)
                .onFailure()
                .recoverWithItem(() -> local.attempt(key, rule, System.currentTimeMillis()))
                .invoke(wait -> settle(kind, wait))
                .replaceWithVoid();
    }

    /** One line when Redis goes away and one when it is back, however many attempts there are meanwhile. */
    private void alone(Throwable failure) {
        if (alone.compareAndSet(false, true)) {
            LOG.warnf("event=lockout_local reason=%s", failure.toString());
        }
    }

    private void shared() {
        if (alone.get() && alone.compareAndSet(true, false)) {
            LOG.info("event=lockout_shared_again");
        }
    }

    private void settle(String kind, long waitMillis) {
        boolean locked = waitMillis > 0;
        metrics.counter("tidepool.lockout.attempts", "kind", kind, "outcome", locked ? "locked" : "admitted")
                .increment();
        if (locked) {
            LOG.warnf("event=locked_out kind=%s wait_ms=%d", kind, waitMillis);
            throw Problem.of(LockoutError.LOCKED_OUT, "Too many attempts. Wait and try again.")
                    .retryAfter(Duration.ofMillis(waitMillis));
        }
    }

    private Uni<Void> reset(String key) {
        local.reset(key);
        return quietly(shared.reset(key));
    }

    private Uni<Void> forgive(String key) {
        local.forgive(key, network);
        return quietly(shared.forgive(key, network));
    }

    private Uni<Void> quietly(Uni<Void> change) {
        return change.ifNoItem().after(redisTimeout).fail().onFailure().recoverWithNull();
    }

    /** Short and of one length. Whoever reads Redis can try addresses: it hides none, only keeps them out of sight. */
    private static String accountKey(String email) {
        return "account:" + Sha256.hex(email);
    }

    private static String networkKey(String clientNetwork) {
        return "network:" + clientNetwork;
    }
}
