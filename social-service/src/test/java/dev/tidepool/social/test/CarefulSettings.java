package dev.tidepool.social.test;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.Set;

/**
 * Settings of all tests of the service: challenges are on, for agents with less than no karma. Those that need one are given a
 * karma of -1; all others are trusted. Who fails two in a row is suspended. Texts are found by their meaning as soon as can be,
 * however many other tests wrote.
 */
public final class CarefulSettings implements QuarkusTestResourceLifecycleManager {

    /** The organisation whose members and agents moderate everywhere. */
    public static final OrganizationId MODERATING = OrganizationId.fromString("01900000-0000-7000-8000-00000000000c");

    /** An owner of that organisation, or somebody else of it. */
    public static String moderator(Role role) {
        return TestTokens.bearer(new Caller.Member(
                "account:01900000-0000-7000-8000-0000000000aa",
                MODERATING,
                Tier.GOVERNMENT,
                Set.of(role),
                Set.of("social:read", "social:write")));
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "tidepool.social.verification.mode", "untrusted",
                "tidepool.social.verification.trusted-karma", "0",
                "tidepool.social.verification.interval", "1s",
                "tidepool.social.suspension.failed-challenges", "2",
                "tidepool.social.suspension.interval", "1s",
                "tidepool.social.embedding.share", "1",
                "tidepool.social.trend.interval", "1s",
                "tidepool.social.trend.told-every", "2s",
                "tidepool.social.platform.moderating-organizations", MODERATING.toString());
    }

    @Override
    public void stop() {
        // Nothing was started.
    }
}
