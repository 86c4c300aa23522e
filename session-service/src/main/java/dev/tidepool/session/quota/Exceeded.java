package dev.tidepool.session.quota;

import dev.tidepool.kernel.problem.Problem;

/** Says what is used up, and what helps. Pure. */
final class Exceeded {

    private Exceeded() {}

    /** @param quota name of a quota of the month */
    static Problem ofMonth(String quota, long limit, QuotaMonth month) {
        return Problem.of(
                        QuotaError.QUOTA_EXCEEDED,
                        "The %d %s of this month are used. Wait until %s, or move to a larger tier."
                                .formatted(limit, quota, month.resetsAt()))
                .with("quota", quota)
                .with("limit", limit)
                .with("resetsAt", month.resetsAt().toString());
    }

    static Problem ofOpenSessions(long limit) {
        return Problem.of(
                        QuotaError.QUOTA_EXCEEDED,
                        "%d sessions are open. Close or delete one, or move to a larger tier.".formatted(limit))
                .with("quota", "concurrentSessions")
                .with("limit", limit);
    }

    static Problem ofSkills(long limit) {
        return Problem.of(
                        QuotaError.QUOTA_EXCEEDED,
                        "%d skills were used in the session. Use those, begin another session, or move to a larger tier."
                                .formatted(limit))
                .with("quota", "skillsPerSession")
                .with("limit", limit);
    }
}
