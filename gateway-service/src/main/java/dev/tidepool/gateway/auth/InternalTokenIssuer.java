package dev.tidepool.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.InternalToken;
import io.vertx.core.http.HttpHeaders;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;

/** Signs what services believe of a caller. A token is kept while it has a minute to live, so few requests cost a signature. */
@Singleton
public class InternalTokenIssuer {

    private static final long LEAST_REMAINING_SECONDS = 60;

    private final SigningKeys keys;
    private final Cache<Caller, Issued> issued;

    /** By identity, which is quickly compared: whoever verified a credential gives out the same caller for a while. */
    private final Cache<Caller, Issued> recent =
            LocalCaches.newBuilder().weakKeys().build();

    InternalTokenIssuer(SigningKeys keys, AuthConfig config) {
        this.keys = keys;
        this.issued = LocalCaches.newBuilder()
                .maximumSize(config.internalTokenCacheSize())
                .expireAfterWrite(Duration.ofSeconds(InternalToken.MAX_LIFETIME_SECONDS))
                .build();
    }

    private record Issued(CharSequence header, long expiresAtSeconds) {
        boolean isGood(long now) {
            return expiresAtSeconds - now >= LEAST_REMAINING_SECONDS;
        }
    }

    /** The Authorization header with a compact JWT that has at least a minute to live. */
    public CharSequence headerFor(Caller caller) {
        long now = System.currentTimeMillis() / 1000;
        Issued last = recent.getIfPresent(caller);
        if (last != null && last.isGood(now)) {
            return last.header();
        }
        Issued known = issued.getIfPresent(caller);
        Issued good = known != null && known.isGood(now) ? known : issue(caller, now);
        issued.put(caller, good);
        recent.put(caller, good);
        return good.header();
    }

    private Issued issue(Caller caller, long now) {
        JwtClaims claims = InternalToken.claimsOf(caller);
        long expiresAt = now + InternalToken.MAX_LIFETIME_SECONDS;
        claims.setIssuedAt(NumericDate.fromSeconds(now));
        claims.setExpirationTime(NumericDate.fromSeconds(expiresAt));
        String token = keys.signInternal(claims, InternalToken.TYPE);
        return new Issued(HttpHeaders.createOptimized("Bearer " + token), expiresAt);
    }
}
