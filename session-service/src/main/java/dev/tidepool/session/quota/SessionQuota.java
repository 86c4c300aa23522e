package dev.tidepool.session.quota;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** How many sessions an organisation begins in a month, and how many it has open at once. Both are exact. */
@ApplicationScoped
public class SessionQuota {

    private final QuotaRepository repository;
    private final QuotaNotices notices;
    private final QuotaConfig config;
    private final QuotaMetrics metrics;

    SessionQuota(QuotaRepository repository, QuotaNotices notices, QuotaConfig config, QuotaMetrics metrics) {
        this.repository = repository;
        this.notices = notices;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * Counts a session that the transaction is about to begin; the organisation's others wait until it ends. Fails with 403
     * {@link QuotaError#QUOTA_EXCEEDED} when there must be no more.
     */
    public Uni<Void> take(SqlConnection transaction, Caller.Member member, Instant now) {
        QuotaConfig.Allowances allowed = config.of(member.tier());
        QuotaMonth month = QuotaMonth.at(now);
        return repository
                .hold(transaction, member.organization(), month)
                .chain(use -> repository
                        .countOpen(transaction, member.organization(), now)
                        .invoke(open -> require(use, open, allowed, month))
                        .chain(() -> count(transaction, member, month, use, allowed)));
    }

    private void require(MonthUse use, long open, QuotaConfig.Allowances allowed, QuotaMonth month) {
        if (use.sessions().used() >= allowed.sessionsPerMonth()) {
            throw refused("sessions", Exceeded.ofMonth("sessions", allowed.sessionsPerMonth(), month));
        }
        if (open >= allowed.concurrentSessions()) {
            throw refused("concurrentSessions", Exceeded.ofOpenSessions(allowed.concurrentSessions()));
        }
    }

    private Problem refused(String quota, Problem problem) {
        metrics.refused(quota);
        return problem;
    }

    private Uni<Void> count(
            SqlConnection transaction,
            Caller.Member member,
            QuotaMonth month,
            MonthUse use,
            QuotaConfig.Allowances allowed) {
        return notices.tell(
                        transaction,
                        member.organization(),
                        month,
                        "sessions",
                        use.sessions().plus(1),
                        allowed.sessionsPerMonth())
                .chain(sessions ->
                        repository.store(transaction, member.organization(), month, use.withSessions(sessions)));
    }
}
