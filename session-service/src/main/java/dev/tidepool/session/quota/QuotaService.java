package dev.tidepool.session.quota;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/** Tells what an organisation has used of what its tier allows. */
@ApplicationScoped
class QuotaService {

    private final TenantDatabase database;
    private final QuotaRepository repository;
    private final QuotaConfig config;
    private final MessageQuota messages;

    QuotaService(TenantDatabase database, QuotaRepository repository, QuotaConfig config, MessageQuota messages) {
        this.database = database;
        this.repository = repository;
        this.config = config;
        this.messages = messages;
    }

    Uni<QuotaView> quotas(Caller.Member member, Instant now) {
        OrganizationId organization = member.organization();
        QuotaMonth month = QuotaMonth.at(now);
        return database.inTransaction(
                organization,
                transaction -> repository
                        .find(transaction, organization, month)
                        .chain(use -> repository
                                .countOpen(transaction, organization, now)
                                .map(open -> QuotaView.of(
                                        month,
                                        config.of(member.tier()),
                                        use,
                                        stored(use, organization, month),
                                        open))));
    }

    /** A block may be set aside between the two looks. */
    private long stored(MonthUse use, OrganizationId organization, QuotaMonth month) {
        return Math.max(0, use.messages().used() - messages.unused(organization, month));
    }
}
