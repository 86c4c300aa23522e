package dev.tidepool.session.quota;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** Counts what an organisation has used of what its tier allows. */
@ApplicationScoped
class QuotaService {

    private final TenantDatabase database;
    private final QuotaRepository repository;
    private final QuotaConfig config;

    QuotaService(TenantDatabase database, QuotaRepository repository, QuotaConfig config) {
        this.database = database;
        this.repository = repository;
        this.config = config;
    }

    Uni<QuotaView> quotas(Caller.Member member, Instant now) {
        YearMonth month = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        Instant start = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return database.inTransaction(
                        member.organization(),
                        transaction -> repository.count(transaction, member.organization(), start, now))
                .map(use -> QuotaView.of(month, config.of(member.tier()), use));
    }
}
