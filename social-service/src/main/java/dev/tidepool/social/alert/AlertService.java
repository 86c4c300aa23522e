package dev.tidepool.social.alert;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** An organisation's alerts: nobody else's. */
@ApplicationScoped
public class AlertService {

    private final Pool pool;
    private final AlertRepository alerts;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final CursorCodec cursors;

    AlertService(
            Pool pool,
            AlertRepository alerts,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            CursorCodec cursors) {
        this.pool = pool;
        this.alerts = alerts;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.cursors = cursors;
    }

    /** Up to 1,000 are counted. */
    public Uni<Integer> countUnread(OrganizationId organization) {
        return alerts.countUnread(organization);
    }

    /** Fails with 400 for the cursor. */
    Uni<AlertListView> page(
            OrganizationId organization, AlertFilter.Chosen chosen, Optional<String> cursor, PageLimit limit) {
        String list = "alerts:" + organization + ":" + chosen.name();
        AlertPlace after = cursor.map(given -> AlertPlace.ofFields(cursors.decode(list, given)))
                .orElse(AlertPlace.START);
        Uni<Page<Alert>> page =
                alerts.page(organization, chosen, after, limit.plusOne()).map(read -> Page.of(read, limit));
        return Uni.combine()
                .all()
                .unis(page, alerts.countUnread(organization))
                .asTuple()
                .map(read -> AlertListView.of(
                        read.getItem1(),
                        read.getItem2(),
                        read.getItem1()
                                .next(last ->
                                        cursors.encode(list, AlertPlace.of(last).fields()))));
    }

    /** Harmless to repeat. Fails with 404. */
    Uni<Alert> read(OrganizationId organization, AlertId id) {
        return alerts.read(organization, id).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** How many were not read before. */
    Uni<Integer> readAll(OrganizationId organization) {
        return alerts.readAll(organization);
    }

    /** Harmless to repeat: who resolved it first did. Fails with 404. */
    Uni<Alert> resolve(Caller.Member member, AlertId id) {
        return pool.withTransaction(transaction -> alerts.lock(transaction, member.organization(), id)
                        .map(found -> found.orElseThrow(() -> notFound(id)))
                        .chain(found -> found.resolvedAt().isPresent()
                                ? Uni.createFrom().item(found)
                                : resolve(transaction, found, member.subject())))
                .invoke(relay::wake);
    }

    /** Resolves the open alert of a rule that is no more looked at, if it has one. Call it with the rule locked. */
    Uni<Void> endOf(SqlConnection transaction, AlertRuleId rule, String by) {
        return alerts.lockOpen(transaction, rule)
                .chain(open -> open.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : resolve(transaction, open.get(), by).replaceWithVoid());
    }

    private Uni<Alert> resolve(SqlConnection transaction, Alert open, String by) {
        Alert resolved = open.resolved(open.value(), Optional.of(by), DatabaseTime.now());
        return alerts.update(transaction, resolved)
                .chain(() -> outbox.append(transaction, AlertEvent.of(ids.next(EventId::new), "resolved", resolved)))
                .replaceWith(resolved);
    }

    private static Problem notFound(AlertId id) {
        return Problem.notFound(AlertError.ALERT_NOT_FOUND, id);
    }
}
