package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.apikey.Actors;
import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.standing.StandingChange;
import dev.tidepool.gateway.standing.StandingChanges;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** The organisation itself: its end, by its owner, and its tier, by the operator. */
@ApplicationScoped
public class OrganizationService {

    private static final Logger LOG = Logger.getLogger(OrganizationService.class);
    private static final String OPERATOR = "operator";

    private final Pool pool;
    private final OrganizationRepository organizations;
    private final Actors actors;
    private final LoginService logins;
    private final PasswordCheck check;
    private final StandingChanges changes;
    private final AuditTrail audit;

    OrganizationService(
            Pool pool,
            OrganizationRepository organizations,
            Actors actors,
            LoginService logins,
            PasswordCheck check,
            StandingChanges changes,
            AuditTrail audit) {
        this.pool = pool;
        this.organizations = organizations;
        this.actors = actors;
        this.logins = logins;
        this.check = check;
        this.changes = changes;
        this.audit = audit;
    }

    /** Deletes the caller's organisation. Its keys and tokens stop working within a second on every gateway. */
    Uni<Void> delete(Caller.Member caller, Password password, Origin origin) {
        requireOwner(caller);
        return logins.account(caller)
                .chain(account -> check.prove(new EmailAddress(account.email()), password, origin))
                .map(proven -> proven.orElseThrow(LoginService::wrongPassword))
                .chain(() -> pool.withTransaction(transaction -> delete(transaction, caller, origin)))
                .invoke(() -> LOG.warnf("event=organization_deleted organization=%s", caller.organization()))
                .chain(() -> changes.announce(new StandingChange.OrganizationEnded(caller.organization())));
    }

    private static void requireOwner(Caller.Member caller) {
        if (!caller.roles().contains(Role.OWNER)) {
            throw Problem.forbidden("Only an owner may delete the organisation.");
        }
    }

    private Uni<Void> delete(SqlConnection transaction, Caller.Member caller, Origin origin) {
        return actors.hold(transaction, caller)
                .invoke(OrganizationService::requireOwner)
                .chain(() -> organizations.delete(transaction, caller.organization()))
                .chain(() -> audit.append(
                        transaction,
                        SecurityEvent.of("organization.deleted", Severity.CRITICAL, caller, origin, Map.of())));
    }

    /** Moves the organisation to another tier, on every gateway within a second. Fails with 404 when there is none. */
    public Uni<Void> move(OrganizationId id, Tier tier, Origin origin) {
        return pool.withTransaction(transaction -> organizations
                        .move(transaction, id, tier)
                        .map(found ->
                                found.orElseThrow(() -> Problem.notFound(IdentityError.ORGANIZATION_NOT_FOUND, id)))
                        .chain(before -> audit.append(transaction, moved(id, before, tier, origin))))
                .invoke(() -> LOG.infof("event=tier_changed organization=%s tier=%s", id, tier.wireName()))
                .chain(() -> changes.announce(new StandingChange.OrganizationChanged(id)));
    }

    private static SecurityEvent moved(OrganizationId id, Tier before, Tier after, Origin origin) {
        return new SecurityEvent(
                "organization.tier_changed",
                Severity.WARNING,
                Optional.of(id),
                OPERATOR,
                origin.clientAddress(),
                origin.requestId(),
                Map.of("from", before.wireName(), "to", after.wireName()));
    }
}
