package dev.tidepool.gateway.limit;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Tier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Which rules bind a caller: a member its organisation's tier, anybody else the client address. */
@ApplicationScoped
class RatePolicy {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Map<Tier, List<RateRule>> byTier = new EnumMap<>(Tier.class);
    private final List<RateRule> anonymous;

    RatePolicy(LimitConfig config) {
        byTier.put(Tier.OPEN_SOURCE, List.of(new RateRule(config.openSourcePerMinute(), MINUTE)));
        byTier.put(Tier.TEAMS, List.of(new RateRule(config.teamsPerMinute(), MINUTE)));
        byTier.put(Tier.GOVERNMENT, List.of(new RateRule(config.governmentPerMinute(), MINUTE)));
        anonymous = List.of(
                new RateRule(config.anonymousPerMinute(), MINUTE), new RateRule(config.anonymousPerHour(), HOUR));
    }

    RateSubject subjectOf(Caller caller, String clientAddress) {
        return switch (caller) {
            case Caller.Member member ->
                new RateSubject(
                        "organization:" + member.organization(),
                        member.tier().wireName(),
                        byTier.getOrDefault(member.tier(), anonymous));
            case Caller.Anonymous nobody ->
                new RateSubject("address:" + ClientAddress.network(clientAddress), "anonymous", anonymous);
        };
    }
}
