package dev.tidepool.gateway.limit;

import java.util.List;

/**
 * A credential's own limit, beside its organisation's.
 *
 * @param credential names it: the subject of an API key, {@code key:<uuid>}
 */
public record KeyLimit(String credential, int perMinute) {

    public KeyLimit {
        if (perMinute < 1) {
            throw new IllegalArgumentException("a key's limit must be positive: " + perMinute);
        }
    }

    RateSubject subject(String tier) {
        return new RateSubject("credential:" + credential, tier, List.of(RateRule.ofKey(perMinute)));
    }
}
