package dev.tidepool.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.InternalToken;
import jakarta.enterprise.context.ApplicationScoped;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Signs what services believe of a caller. A token is kept while it has a minute to live, so few requests cost a signature. */
@ApplicationScoped
public class InternalTokenIssuer {

    private static final long LEAST_REMAINING_SECONDS = 60;

    private final SigningKeys keys;
    private final Cache<Caller, Issued> issued;

    InternalTokenIssuer(SigningKeys keys, AuthConfig config) {
        this.keys = keys;
        this.issued = Caffeine.newBuilder()
                .maximumSize(config.internalTokenCacheSize())
                .build();
    }

    private record Issued(String token, long expiresAtSeconds) {}

    /** A compact JWT with at least a minute to live. */
    public String tokenFor(Caller caller) {
        long now = System.currentTimeMillis() / 1000;
        Issued known = issued.getIfPresent(caller);
        if (known != null && known.expiresAtSeconds() - now >= LEAST_REMAINING_SECONDS) {
            return known.token();
        }
        Issued fresh = issue(caller, now);
        issued.put(caller, fresh);
        return fresh.token();
    }

    private Issued issue(Caller caller, long now) {
        JwtClaims claims = InternalToken.claimsOf(caller);
        long expiresAt = now + InternalToken.MAX_LIFETIME_SECONDS;
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt));
        return new Issued(keys.signInternal(claims, InternalToken.TYPE), expiresAt);
    }
}
