package dev.tidepool.session.usage;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.quota.TokenQuota;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tells what an organisation's models used. */
@ApplicationScoped
class TokenUseService {

    private final TenantDatabase database;
    private final TokenUseRepository repository;
    private final TokenQuota quota;

    TokenUseService(TenantDatabase database, TokenUseRepository repository, TokenQuota quota) {
        this.database = database;
        this.repository = repository;
        this.quota = quota;
    }

    /** An answer to a question. */
    record Told(TokenCount total, Page<TokenUseGroup> groups, TokenQuota.Budget budget) {}

    /** @param after the key after which the page begins */
    Uni<Told> tell(Caller.Member member, TokenUseQuery query, Optional<String> after, PageLimit limit) {
        return database.inTransaction(
                        member.organization(),
                        transaction -> repository
                                .total(transaction, member.organization(), query)
                                .chain(total -> repository
                                        .groups(transaction, member.organization(), query, after, limit.plusOne())
                                        .map(groups -> new Counted(total, Page.of(groups, limit)))))
                .chain(counted ->
                        quota.budget(member).map(budget -> new Told(counted.total(), counted.groups(), budget)));
    }

    private record Counted(TokenCount total, Page<TokenUseGroup> groups) {}
}
