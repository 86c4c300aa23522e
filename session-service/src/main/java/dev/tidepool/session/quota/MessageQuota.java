package dev.tidepool.session.quota;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.tenant.TenantDatabase;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * How many messages an organisation stores in a month. The count in PostgreSQL is never passed; so that not every message waits
 * for its row, an instance sets a block of messages aside and gives back what it did not use. What an instance had set aside
 * when it was killed stays counted: half a percent of the limit at most.
 */
@ApplicationScoped
public class MessageQuota {

    private static final Logger LOG = Logger.getLogger(MessageQuota.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

    /** Before the framework's own observers close what this needs. */
    private static final int AFTER_DRAIN = 1000;

    private final TenantDatabase database;
    private final QuotaRepository repository;
    private final QuotaNotices notices;
    private final QuotaConfig config;
    private final QuotaMetrics metrics;
    private final OutboxRelay relay;
    private final MessageAllowances allowances = new MessageAllowances(
            Ticker.systemTicker(),
            (organization, allowance) ->
                    giveBack(organization, allowance).subscribe().with(done -> {}));
    private final Map<Asked, Uni<Boolean>> asking = new ConcurrentHashMap<>();

    MessageQuota(
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

    /** A question under way. */
    private record Asked(OrganizationId organization, int messages) {}

    /** Sets messages aside. Fails with 403 {@link QuotaError#QUOTA_EXCEEDED} when the month has not that many left. */
    public Uni<Reservation> reserve(Caller.Member member, int messages) {
        QuotaMonth month = QuotaMonth.at(Instant.now());
        OrganizationId organization = member.organization();
        if (allowances.take(organization, month, messages)) {
            return Uni.createFrom().item(new Reservation(() -> allowances.add(organization, month, messages)));
        }
        return askTogether(member, month, messages).chain(granted -> {
            if (granted) {
                return reserve(member, messages);
            }
            metrics.refused("messages");
            return Uni.createFrom()
                    .failure(Exceeded.ofMonth(
                            "messages", config.of(member.tier()).messagesPerMonth(), month));
        });
    }

    /** How many of the organisation's messages are counted and not used. */
    long unused(OrganizationId organization, QuotaMonth month) {
        return allowances.unused(organization, month);
    }

    /** One such question at a time; who comes meanwhile waits for its answer and then looks again. */
    private Uni<Boolean> askTogether(Caller.Member member, QuotaMonth month, int messages) {
        return asking.computeIfAbsent(
                new Asked(member.organization(), messages),
                asked -> ask(member, month, messages)
                        .onTermination()
                        .invoke(() -> asking.remove(asked))
                        .memoize()
                        .indefinitely());
    }

    private Uni<Boolean> ask(Caller.Member member, QuotaMonth month, int messages) {
        OrganizationId organization = member.organization();
        long limit = config.of(member.tier()).messagesPerMonth();
        return database.inTransaction(
                        organization,
                        transaction -> repository
                                .hold(transaction, organization, month)
                                .chain(use -> setAside(transaction, organization, month, use, messages, limit)))
                .map(block -> {
                    relay.wake();
                    allowances.add(organization, month, block);
                    return block > 0;
                });
    }

    /** How many were set aside: none when there are not as many as wanted. */
    private Uni<Long> setAside(
            SqlConnection transaction,
            OrganizationId organization,
            QuotaMonth month,
            MonthUse use,
            int wanted,
            long limit) {
        long used = use.messages().used();
        long block = MessageAllowance.block(wanted, used, limit);
        if (used + block > limit) {
            return Uni.createFrom().item(0L);
        }
        return notices.tell(
                        transaction,
                        organization,
                        month,
                        "messages",
                        use.messages().plus(block),
                        limit)
                .chain(counted -> repository.store(transaction, organization, month, use.withMessages(counted)))
                .replaceWith(block);
    }

    /** What no request can use any more is free for other instances. The server is closed by now, the pool is not. */
    void giveAllBack(@Observes @Priority(AFTER_DRAIN) ShutdownEvent stopping) throws Throwable {
        VertxContextSupport.subscribeAndAwait(() -> Multi.createFrom()
                .iterable(allowances.all())
                .onItem()
                .transformToUniAndMerge(each -> giveBack(each.organization(), each.allowance()))
                .collect()
                .last()
                .replaceWith(true)
                .ifNoItem()
                .after(STOP_LIMIT)
                .recoverWithItem(false));
    }

    private Uni<Void> giveBack(OrganizationId organization, MessageAllowance allowance) {
        long left = allowance.drain();
        if (left == 0) {
            return Uni.createFrom().voidItem();
        }
        return database.inTransaction(
                        organization,
                        transaction -> repository.giveBack(transaction, organization, allowance.month(), left))
                .onFailure()
                .invoke(failure -> LOG.warnf("event=quota_not_given_back messages=%d reason=%s", left, failure))
                .onFailure()
                .recoverWithNull();
    }
}
