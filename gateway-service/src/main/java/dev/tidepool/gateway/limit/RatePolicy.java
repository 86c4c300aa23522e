package dev.tidepool.gateway.limit;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which rules bind a caller: a member its organisation's tier, anybody else the client address. Made at the start, so that a
 * setting out of range stops it there and not the first request.
 */
@Startup
@Singleton
class RatePolicy {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<Tier, List<RateRule>> byTier = new EnumMap<>(Tier.class);
    private final List<RateRule> anonymous;

    /** By identity: whoever verified the credential remembers the caller, and with it goes this. */
    private final Cache<Caller.Member, RateSubject> members =
            LocalCaches.newBuilder().weakKeys().build();

    RatePolicy(LimitConfig config) {
        byTier.put(Tier.OPEN_SOURCE, List.of(rule("open-source-per-minute", config.openSourcePerMinute(), MINUTE)));
        byTier.put(Tier.TEAMS, List.of(rule("teams-per-minute", config.teamsPerMinute(), MINUTE)));
        byTier.put(Tier.GOVERNMENT, List.of(rule("government-per-minute", config.governmentPerMinute(), MINUTE)));
        anonymous = List.of(
                rule("anonymous-per-minute", config.anonymousPerMinute(), MINUTE),
                rule("anonymous-per-hour", config.anonymousPerHour(), HOUR));
    }

    private static RateRule rule(String setting, int limit, Duration window) {
        try {
            return new RateRule(limit, window);
        } catch (IllegalArgumentException refused) {
            throw new IllegalStateException("tidepool.limit." + setting + ": " + refused.getMessage(), refused);
        }
    }

    /** @param clientAddress asked for only where it matters */
    RateSubject subjectOf(Caller caller, Supplier<String> clientAddress) {
        return switch (caller) {
            case Caller.Member member -> {
                RateSubject known = members.getIfPresent(member);
                yield known == null ? remembered(member) : known;
            }
            case Caller.Anonymous nobody ->
                new RateSubject("address:" + ClientNetwork.of(clientAddress.get()), "anonymous", anonymous);
        };
    }

    /** Credentials that turned out not to be valid, by the network they came from: as many as requests without one. */
    RateSubject guessesOf(String clientAddress) {
        return new RateSubject("guesses:" + ClientNetwork.of(clientAddress), "anonymous", anonymous);
    }

    private RateSubject remembered(Caller.Member member) {
        RateSubject subject = new RateSubject(
                "organization:" + member.organization(),
                member.tier().wireName(),
                byTier.getOrDefault(member.tier(), anonymous));
        members.put(member, subject);
        return subject;
    }
}
