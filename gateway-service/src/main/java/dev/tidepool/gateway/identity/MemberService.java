package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.gateway.standing.StandingChange;
import dev.tidepool.gateway.standing.StandingChanges;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Who belongs to an organisation and as what. An organisation always has an owner. */
@ApplicationScoped
class MemberService {

    private static final Logger LOG = Logger.getLogger(MemberService.class);

    private final Pool pool;
    private final MemberRepository members;
    private final InvitationRepository invitations;
    private final StandingChanges changes;
    private final AuditTrail audit;

    MemberService(
            Pool pool,
            MemberRepository members,
            InvitationRepository invitations,
            StandingChanges changes,
            AuditTrail audit) {
        this.pool = pool;
        this.members = members;
        this.invitations = invitations;
        this.changes = changes;
        this.audit = audit;
    }

    Uni<Page<Account>> list(Caller.Member caller, Optional<AccountId> before, PageLimit limit) {
        return members.list(caller.organization(), before, limit).map(read -> Page.of(read, limit));
    }

    /** Binds at once: the member's tokens have the new role's scopes. Open invitations above the new role are withdrawn. */
    Uni<Account> changeRole(Caller.Member caller, AccountId id, Role role, Origin origin) {
        MemberRules.requireNotAbove(caller, role);
        return pool.withTransaction(transaction -> held(transaction, caller, id, role)
                        .call(() -> members.changeRole(transaction, id, role))
                        .call(() -> invitations.withdrawAbove(transaction, id, role))
                        .call(before -> audit.append(
                                transaction,
                                SecurityEvent.of(
                                        "member.role_changed",
                                        Severity.WARNING,
                                        caller,
                                        origin,
                                        Map.of(
                                                "member", id.toString(),
                                                "from", before.role().wireName(),
                                                "to", role.wireName())))))
                .map(before -> before.as(role))
                .invoke(() -> LOG.infof("event=role_changed account=%s role=%s", id, role.wireName()))
                .call(() -> changes.announce(new StandingChange.AccountChanged(id)));
    }

    /** The member's sessions end within a second on every gateway. */
    Uni<Void> remove(Caller.Member caller, AccountId id, Origin origin) {
        return pool.withTransaction(transaction -> held(transaction, caller, id, Role.READONLY)
                        .call(() -> members.delete(transaction, id))
                        .call(before -> audit.append(
                                transaction,
                                SecurityEvent.of(
                                        "member.removed",
                                        Severity.WARNING,
                                        caller,
                                        origin,
                                        Map.of(
                                                "member", id.toString(),
                                                "role", before.role().wireName())))))
                .invoke(() -> LOG.infof("event=member_removed account=%s", id))
                .chain(() -> changes.announce(new StandingChange.AccountEnded(id)));
    }

    /** The member as it is now, who may be changed to have {@code next}; nobody else changes members until the commit. */
    private Uni<Account> held(SqlConnection transaction, Caller.Member caller, AccountId id, Role next) {
        return members.hold(transaction, caller.organization())
                .chain(() -> members.member(transaction, caller.organization(), id))
                .map(found -> found.orElseThrow(() -> Problem.notFound(IdentityError.MEMBER_NOT_FOUND, id)))
                .invoke(member -> MemberRules.requireNotAbove(caller, member.role()))
                .call(member -> member.role() == Role.OWNER && next != Role.OWNER
                        ? requireOtherOwner(transaction, member)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> requireOtherOwner(SqlConnection transaction, Account owner) {
        return members.hasOtherOwners(transaction, owner)
                .invoke(MemberService::require)
                .replaceWithVoid();
    }

    private static void require(boolean otherOwners) {
        if (!otherOwners) {
            throw Problem.of(
                    IdentityError.LAST_OWNER, "Make another member an owner first, or delete the organisation.");
        }
    }
}
