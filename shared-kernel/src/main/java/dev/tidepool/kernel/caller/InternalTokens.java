package dev.tidepool.kernel.caller;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.caller.InternalTokenVerifier.Verdict;
import dev.tidepool.kernel.metric.MetricNames;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/** Turns an internal token into its caller. A token's signature is checked once; then it is remembered until it expires. */
@ApplicationScoped
class InternalTokens {

    private final InternalKeys keys;
    private final MeterRegistry metrics;
    private final Cache<String, Verdict.Accepted> accepted;

    InternalTokens(InternalKeys keys, MeterRegistry metrics, InternalTokenConfig config) {
        this.keys = keys;
        this.metrics = metrics;
        this.accepted = LocalCaches.newBuilder()
                .maximumSize(config.cacheSize())
                .expireAfterWrite(Duration.ofSeconds(InternalToken.MAX_LIFETIME_SECONDS))
                .build();
    }

    /** The caller, or a failure of AuthenticationFailedException. */
    Uni<Caller> callerOf(String token) {
        Verdict.Accepted known = accepted.getIfPresent(token);
        if (known != null && known.expiresAtSeconds() > System.currentTimeMillis() / 1000) {
            count("cached");
            return Uni.createFrom().item(known.caller());
        }
        return keys.current()
                .map(verifier -> verifier.verify(token))
                .chain(verdict -> verdict instanceof Verdict.UnknownKey
                        ? verifyWithNewKeys(token)
                        : Uni.createFrom().item(verdict))
                .map(verdict -> settle(token, verdict));
    }

    private Uni<Verdict> verifyWithNewKeys(String token) {
        return keys.refreshed().map(verifier -> verifier.verify(token));
    }

    private Caller settle(String token, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Accepted good -> {
                count("verified");
                accepted.put(token, good);
                yield good.caller();
            }
            case Verdict.Refused refused -> throw refuse(refused.reason());
            case Verdict.UnknownKey unknown -> throw refuse("unknown key");
        };
    }

    private AuthenticationFailedException refuse(String reason) {
        count("refused");
        return new AuthenticationFailedException("internal token refused: " + reason);
    }

    private void count(String outcome) {
        metrics.counter(MetricNames.INTERNAL_TOKENS, "outcome", outcome).increment();
    }
}
