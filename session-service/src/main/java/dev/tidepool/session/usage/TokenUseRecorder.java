package dev.tidepool.session.usage;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.quota.TokenQuota;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.tenant.TenantDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Records what an answer used, and counts it against the organisation's budget in the same transaction. */
@ApplicationScoped
public class TokenUseRecorder {

    private static final Logger LOG = Logger.getLogger(TokenUseRecorder.class);

    private final TenantDatabase database;
    private final TokenUseRepository repository;
    private final TokenQuota quota;
    private final MeterRegistry metrics;

    TokenUseRecorder(TenantDatabase database, TokenUseRepository repository, TokenQuota quota, MeterRegistry metrics) {
        this.database = database;
        this.repository = repository;
        this.quota = quota;
        this.metrics = metrics;
    }

    /** Never fails: the answer is there and must not be lost for its count. A count that is lost is logged, with its numbers. */
    public Uni<Void> record(Caller.Member member, String model, Optional<SessionId> session, TokenCount count) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        return database.inTransaction(
                        member.organization(),
                        transaction -> repository
                                .add(transaction, member.organization(), today, model, session, count)
                                .chain(() -> quota.count(transaction, member, count.total())))
                .invoke(quota::committed)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> lost(member, model, count, failure))
                .onFailure()
                .recoverWithNull();
    }

    private void lost(Caller.Member member, String model, TokenCount count, Throwable failure) {
        metrics.counter("tidepool.token.use.lost").increment();
        LOG.warnf(
                "event=token_use_lost organization=%s model=%s prompt_tokens=%d completion_tokens=%d reason=%s",
                member.organization(), model, count.promptTokens(), count.completionTokens(), failure);
    }
}
