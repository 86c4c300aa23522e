package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.apikey.Actors;
import dev.tidepool.gateway.apikey.MemberKeys;
import dev.tidepool.gateway.apikey.Scopes;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Who belongs to an organisation and as what. An organisation always has an owner. */
@ApplicationScoped
class MemberService {

    private static final Logger LOG = Logger.getLogger(MemberService.class);

    private final Pool pool;
    private final MemberRepository members;
    private final InvitationService invitations;
    private final Actors actors;
    private final MemberKeys keys;
    private final StandingChanges changes;
    private final AuditTrail audit;

    MemberService(
            Pool pool,
            MemberRepository members,
            InvitationService invitations,
            Actors actors,
            MemberKeys keys,
            StandingChanges changes,
            AuditTrail audit) {
        this.pool = pool;
        this.members = members;
        this.invitations = invitations;
        this.actors = actors;
        this.keys = keys;
        this.changes = changes;
        this.audit = audit;
    }

    Uni<Page<Account>> list(Caller.Member caller, Optional<AccountId> before, PageLimit limit) {
        return members.list(caller.organization(), before, limit).map(read -> Page.of(read, limit));
    }

    /** Somebody who was changed, and the texts of keys that ended with their rights. */
    private record Changed(Account before, List<String> endedKeys) {}

    /**
     * Binds at once: the member's tokens have the new role's scopes. Open invitations above the new role are withdrawn, and keys
     * made on the member's behalf that may more than it are revoked.
     */
    Uni<Account> changeRole(Caller.Member caller, AccountId id, Role role, Origin origin) {
        return pool.withTransaction(transaction -> held(transaction, caller, id, role)
                        .call(() -> members.changeRole(transaction, id, role))
                        .call(() -> invitations.withdrawOf(
                                transaction, caller, id, offered -> offered.isAbove(role), origin))
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
                                                "to", role.wireName()))))
                        .chain(before -> endKeys(transaction, caller, before, Scopes.ofRole(role), origin)))
                .invoke(() -> LOG.infof("event=role_changed account=%s role=%s", id, role.wireName()))
                .call(changed -> announce(new StandingChange.AccountChanged(id), changed))
                .map(changed -> changed.before().as(role));
    }

    /** The member's sessions, and the keys made on their behalf, end within a second on every gateway. */
    Uni<Void> remove(Caller.Member caller, AccountId id, Origin origin) {
        return pool.withTransaction(transaction -> held(transaction, caller, id, Role.READONLY)
                        .call(() -> invitations.withdrawOf(transaction, caller, id, offered -> true, origin))
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
                                                "role", before.role().wireName()))))
                        .chain(before -> endKeys(transaction, caller, before, Set.of(), origin)))
                .invoke(() -> LOG.infof("event=member_removed account=%s", id))
                .chain(changed -> announce(new StandingChange.AccountEnded(id), changed));
    }

    private Uni<Changed> endKeys(
            SqlConnection transaction, Caller.Member by, Account member, Set<String> scopes, Origin origin) {
        return keys.revokeBeyond(transaction, by, origin, "account:" + member.id(), scopes)
                .map(ended -> new Changed(member, ended));
    }

    /** Together: each binds here at once, and Redis is waited for no longer than for one. */
    private Uni<Void> announce(StandingChange change, Changed changed) {
        return Uni.combine()
                .all()
                .unis(changes.announce(change), keys.announceEnded(changed.endedKeys()))
                .discardItems();
    }

    /** The member as it is now, who may be changed to have {@code next}; nobody else changes members until the commit. */
    private Uni<Account> held(SqlConnection transaction, Caller.Member caller, AccountId id, Role next) {
        return actors.hold(transaction, caller, MemberRules.WRITE)
                .invoke(present -> MemberRules.requireNotAbove(present, next))
                .chain(present -> members.member(transaction, caller.organization(), id)
                        .map(found -> found.orElseThrow(() -> Problem.notFound(IdentityError.MEMBER_NOT_FOUND, id)))
                        .invoke(member -> MemberRules.requireNotAbove(present, member.role())))
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
