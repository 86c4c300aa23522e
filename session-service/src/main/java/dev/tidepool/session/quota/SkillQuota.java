package dev.tidepool.session.quota;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;

/** How many different skills are used in one session. */
@ApplicationScoped
public class SkillQuota {

    private final QuotaConfig config;
    private final QuotaMetrics metrics;

    SkillQuota(QuotaConfig config, QuotaMetrics metrics) {
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * Call it while the session is held, for a skill that was not used in it yet.
     *
     * @param used different skills used so far
     * @throws Problem 403 {@link QuotaError#QUOTA_EXCEEDED} when there must be no more
     */
    public void require(Caller.Member member, long used) {
        long limit = config.of(member.tier()).skillsPerSession();
        if (used >= limit) {
            metrics.refused("skillsPerSession");
            throw Exceeded.ofSkills(limit);
        }
    }
}
