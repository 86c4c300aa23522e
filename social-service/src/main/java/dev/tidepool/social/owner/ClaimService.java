package dev.tidepool.social.owner;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.event.Outbox;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Gives agents owners: whoever has an agent's claim and its code, and the address that the agent named, if it did. */
@ApplicationScoped
class ClaimService {

    private static final Logger LOG = Logger.getLogger(ClaimService.class);
    private static final String CLAIMS = "tidepool.social.claims";

    private final Pool pool;
    private final OwnerRepository owners;
    private final OwnerTokenGenerator tokens;
    private final Outbox outbox;
    private final OutboxRelay relay;
    private final Uuid7Generator ids;
    private final MeterRegistry metrics;

    ClaimService(
            Pool pool,
            OwnerRepository owners,
            OwnerTokenGenerator tokens,
            Outbox outbox,
            OutboxRelay relay,
            Uuid7Generator ids,
            MeterRegistry metrics) {
        this.pool = pool;
        this.owners = owners;
        this.tokens = tokens;
        this.outbox = outbox;
        this.relay = relay;
        this.ids = ids;
        this.metrics = metrics;
    }

    /** The agent that waits for the claim. Fails with 404, or 409 when it has an owner. */
    Uni<Claimable> find(String claim) {
        return owners.byClaim(Sha256.hex(claim)).map(ClaimService::found).invoke(Claimable::requireFree);
    }

    /** Fails with 400 naming a field, 403, 404, or 409 when it has an owner. */
    Uni<ClaimedView> claim(String claim, ClaimRequest request) {
        ClaimOrder order = ClaimOrder.of(request);
        OwnerToken token = tokens.next();
        return pool.withTransaction(transaction -> owners.lockByClaim(transaction, Sha256.hex(claim))
                        .map(ClaimService::found)
                        .invoke(claimable -> claimable.require(order))
                        .call(claimable -> store(transaction, claimable, order, token)))
                .invoke(claimable -> done("claimed", claimable))
                .map(claimable -> ClaimedView.of(claimable, order, token));
    }

    /** The agent names whose the address is that may claim it. Fails with 409 when it has an owner. */
    Uni<OwnerEmailView> nameOwner(AgentId agent, OwnerEmailRequest request) {
        EmailAddress email = EmailAddress.of("email", request.email());
        return pool.withTransaction(transaction -> owners.lock(transaction, agent)
                        .map(ClaimService::found)
                        .invoke(Claimable::requireFree)
                        .call(claimable -> Uni.combine()
                                .all()
                                .unis(
                                        owners.email(transaction, agent, email),
                                        outbox.append(
                                                transaction,
                                                OwnerEvent.emailNamed(
                                                        ids.next(EventId::new), claimable.agent(), DatabaseTime.now())))
                                .discardItems()))
                .invoke(claimable -> done("email_named", claimable))
                .replaceWith(OwnerEmailView.of(email));
    }

    private Uni<Void> store(SqlConnection transaction, Claimable claimable, ClaimOrder order, OwnerToken token) {
        Instant now = DatabaseTime.now();
        return Uni.combine()
                .all()
                .unis(
                        owners.claim(transaction, claimable.agent().id(), order, token, now),
                        outbox.append(
                                transaction,
                                OwnerEvent.claimed(ids.next(EventId::new), claimable.agent(), order.owner(), now)))
                .discardItems();
    }

    private static Claimable found(Optional<Claimable> claimable) {
        return claimable.orElseThrow(
                () -> Problem.of(OwnerError.CLAIM_NOT_FOUND, "Ask your agent for its claim URL: this is none."));
    }

    private void done(String action, Claimable claimable) {
        relay.wake();
        metrics.counter(CLAIMS, "action", action).increment();
        LOG.infof("event=agent_%s agent=%s", action, claimable.agent().id());
    }
}
