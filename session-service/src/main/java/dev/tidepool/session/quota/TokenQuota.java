package dev.tidepool.session.quota;

import com.github.benmanes.caffeine.cache.Cache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;

/**
 * How many tokens an organisation's models read and write in a month. How many an answer takes is known when it is there: answers
 * are begun while any are left, and those under way when the last is used come to their end.
 */
@ApplicationScoped
public class TokenQuota {

    /** What other instances count is seen this late. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private static final int KNOWN_ORGANIZATIONS = 10_000;

    private final TenantDatabase database;
    private final QuotaRepository repository;
    private final QuotaNotices notices;
    private final QuotaConfig config;
    private final QuotaMetrics metrics;
    private final OutboxRelay relay;
    private final Cache<OrganizationMonth, Uni<Long>> used = LocalCaches.newBuilder()
            .expireAfterWrite(FRESH)
            .maximumSize(KNOWN_ORGANIZATIONS)
            .build();

    TokenQuota(
            TenantDatabase database,
            QuotaRepository repository,
            QuotaNotices notices,
            QuotaConfig config,
            QuotaMetrics metrics,
            OutboxRelay relay) {
        this.database = database;
        this.repository = repository;
        this.notices = notices;
        this.config = config;
        this.metrics = metrics;
        this.relay = relay;
    }

    private record OrganizationMonth(OrganizationId organization, QuotaMonth month) {}

    /**
     * What an organisation may use in the month, and has used.
     *
     * @param resetsAt when counting begins anew
     */
    public record Budget(long limit, long used, Instant resetsAt) {

        public long left() {
            return Math.max(0, limit - used);
        }
    }

    /** Fails with 403 {@link QuotaError#QUOTA_EXCEEDED} when none are left. */
    public Uni<Void> requireLeft(Caller.Member member) {
        QuotaMonth month = QuotaMonth.at(Instant.now());
        long limit = limit(member);
        return used(member.organization(), month)
                .invoke(tokens -> {
                    if (tokens >= limit) {
                        metrics.refused("tokens");
                        throw Exceeded.ofMonth("tokens", limit, month);
                    }
                })
                .replaceWithVoid();
    }

    public Uni<Budget> budget(Caller.Member member) {
        QuotaMonth month = QuotaMonth.at(Instant.now());
        return used(member.organization(), month).map(tokens -> new Budget(limit(member), tokens, month.resetsAt()));
    }

    /** What was counted with a transaction. */
    public static final class Counted {

        private final OrganizationMonth key;
        private final long total;

        private Counted(OrganizationMonth key, long total) {
            this.key = key;
            this.total = total;
        }
    }

    /** Counts the tokens of an answer with the transaction. Call {@link #committed} after its commit. */
    public Uni<Counted> count(SqlConnection transaction, Caller.Member member, long tokens) {
        OrganizationId organization = member.organization();
        QuotaMonth month = QuotaMonth.at(Instant.now());
        return repository
                .addTokens(transaction, organization, month, tokens)
                .chain(counted -> notices.tell(transaction, organization, month, "tokens", counted, limit(member))
                        .chain(told -> told.told() == counted.told()
                                ? Uni.createFrom().voidItem()
                                : repository.storeTokensTold(transaction, organization, month, told.told()))
                        .replaceWith(() -> new Counted(new OrganizationMonth(organization, month), counted.used())));
    }

    /** From now on it is known here, and told. */
    public void committed(Counted counted) {
        used.put(counted.key, Uni.createFrom().item(counted.total));
        relay.wake();
    }

    private Uni<Long> used(OrganizationId organization, QuotaMonth month) {
        return used.get(new OrganizationMonth(organization, month), this::read);
    }

    private Uni<Long> read(OrganizationMonth key) {
        return database.inTransaction(
                        key.organization(),
                        transaction -> repository.find(transaction, key.organization(), key.month()))
                .map(use -> use.tokens().used())
                .onFailure()
                .invoke(failure -> used.invalidate(key))
                .memoize()
                .indefinitely();
    }

    private long limit(Caller.Member member) {
        return config.of(member.tier()).tokensPerMonth();
    }
}
