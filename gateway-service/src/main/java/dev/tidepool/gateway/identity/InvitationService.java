package dev.tidepool.gateway.identity;

import dev.tidepool.gateway.apikey.Actors;
import dev.tidepool.gateway.apikey.ApiKeyId;
import dev.tidepool.gateway.audit.AuditTrail;
import dev.tidepool.gateway.audit.Origin;
import dev.tidepool.gateway.audit.SecurityEvent;
import dev.tidepool.gateway.audit.Severity;
import dev.tidepool.gateway.client.ClientNetwork;
import dev.tidepool.gateway.lockout.Lockout;
import dev.tidepool.gateway.standing.AccountId;
import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.Each;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/** Offers of membership, from the token that is shown once to the account that comes of it. */
@ApplicationScoped
class InvitationService {

    private static final Logger LOG = Logger.getLogger(InvitationService.class);

    private final Pool pool;
    private final InvitationRepository invitations;
    private final MemberRepository members;
    private final Actors actors;
    private final AccountRepository accounts;
    private final Passwords passwords;
    private final Lockout lockout;
    private final SessionService sessions;
    private final SecretSource secrets;
    private final AuditTrail audit;
    private final Uuid7Generator ids;
    private final IdentityConfig config;

    InvitationService(
            Pool pool,
            InvitationRepository invitations,
            MemberRepository members,
            Actors actors,
            AccountRepository accounts,
            Passwords passwords,
            Lockout lockout,
            SessionService sessions,
            SecretSource secrets,
            AuditTrail audit,
            Uuid7Generator ids,
            IdentityConfig config) {
        this.pool = pool;
        this.invitations = invitations;
        this.members = members;
        this.actors = actors;
        this.accounts = accounts;
        this.passwords = passwords;
        this.lockout = lockout;
        this.sessions = sessions;
        this.secrets = secrets;
        this.audit = audit;
        this.ids = ids;
        this.config = config;
    }

    /** An invitation and, this once, its token. */
    record Issued(Invitation invitation, OpaqueToken token) {}

    /** Offers a role that is not above the caller's own. Whether the address has an account elsewhere is not told. */
    Uni<Issued> invite(Caller.Member caller, NewInvitation wanted, Origin origin) {
        MemberRules.requireNotAbove(caller, wanted.role());
        Instant now = DatabaseTime.now();
        Invitation invitation = new Invitation(
                ids.next(InvitationId::new),
                caller.organization(),
                wanted.email().value(),
                wanted.role(),
                caller.idOfKind("account", AccountId::new),
                caller.idOfKind("key", ApiKeyId::new),
                now,
                now.plus(config.invitationLifetime()));
        OpaqueToken token = secrets.next(OpaqueToken.Kind.INVITATION);
        return pool.withTransaction(transaction -> store(transaction, caller, invitation, token, origin))
                .invoke(() -> LOG.infof("event=member_invited invitation=%s", invitation.id()))
                .replaceWith(new Issued(invitation, token));
    }

    private Uni<Void> store(
            SqlConnection transaction, Caller.Member caller, Invitation invitation, OpaqueToken token, Origin origin) {
        return actors.hold(transaction, caller, MemberRules.WRITE)
                .invoke(present -> MemberRules.requireNotAbove(present, invitation.role()))
                .chain(() -> members.countWithInvited(transaction, caller.organization()))
                .invoke(this::requireRoom)
                .chain(() -> invitations.insert(transaction, invitation, token))
                .chain(() -> audit.append(transaction, of("member.invited", caller, invitation, origin)));
    }

    private void requireRoom(long many) {
        if (many >= config.membersPerOrganization()) {
            throw Problem.of(
                    IdentityError.TOO_MANY_MEMBERS,
                    "An organisation has at most " + config.membersPerOrganization()
                            + " members, open invitations included. Remove a member or withdraw an invitation first.");
        }
    }

    /** Those that somebody can still accept. */
    Uni<Page<Invitation>> list(Caller.Member caller, Optional<InvitationId> before, PageLimit limit) {
        return invitations.list(caller.organization(), before, limit).map(read -> Page.of(read, limit));
    }

    Uni<Void> withdraw(Caller.Member caller, InvitationId id, Origin origin) {
        return pool.withTransaction(transaction -> actors.hold(transaction, caller, MemberRules.WRITE)
                .chain(present -> invitations
                        .withdraw(transaction, caller.organization(), id)
                        .map(found -> found.orElseThrow(() -> Problem.notFound(IdentityError.INVITATION_NOT_FOUND, id)))
                        .invoke(found -> MemberRules.requireNotAbove(present, found.role())))
                .chain(found -> audit.append(transaction, of("member.invitation_withdrawn", caller, found, origin))));
    }

    /** Makes the account the invitation offers and logs it in. */
    Uni<TokenView> accept(Acceptance acceptance, Origin origin) {
        return lockout.admitRegistration(ClientNetwork.of(origin.clientAddress()))
                .chain(() -> passwords.hash(acceptance.password()))
                .chain(hash -> pool.withTransaction(transaction -> join(transaction, acceptance.token(), hash, origin)))
                .onFailure(SqlFailures::isUniqueViolation)
                .transform(taken -> RegistrationService.emailTaken())
                .chain(sessions::tokens);
    }

    private Uni<SessionService.Opened> join(SqlConnection transaction, OpaqueToken token, String hash, Origin origin) {
        return invitations
                .take(transaction, token)
                .map(InvitationService::requireOpen)
                .map(invitation -> new Account(
                        ids.next(AccountId::new),
                        invitation.organization(),
                        invitation.email(),
                        hash,
                        invitation.role(),
                        DatabaseTime.now()))
                .call(account -> accounts.insert(transaction, account))
                .call(account -> audit.append(
                        transaction,
                        IdentityEvents.by(
                                account,
                                "member.joined",
                                Severity.INFO,
                                origin,
                                Map.of("role", account.role().wireName()))))
                .invoke(account -> LOG.infof("event=member_joined account=%s", account.id()))
                .chain(account -> sessions.open(transaction, account, origin));
    }

    private static Invitation requireOpen(Optional<Invitation> found) {
        return found.orElseThrow(() -> Problem.of(
                IdentityError.INVITATION_INVALID,
                "The invitation was used, withdrawn or has expired. Ask for another one."));
    }

    /** Withdraws a member's with the right to make them, within the transaction. */
    Uni<Void> withdrawOf(
            SqlConnection transaction, Caller.Member by, AccountId inviter, Predicate<Role> roles, Origin origin) {
        return invitations
                .withdrawOf(transaction, inviter, roles)
                .chain(withdrawn -> Each.inTurn(
                        withdrawn,
                        each -> audit.append(transaction, of("member.invitation_withdrawn", by, each, origin))));
    }

    private static SecurityEvent of(String type, Caller.Member caller, Invitation invitation, Origin origin) {
        return SecurityEvent.of(
                type,
                Severity.INFO,
                caller,
                origin,
                Map.of(
                        "invitation", invitation.id().toString(),
                        "email", invitation.email(),
                        "role", invitation.role().wireName()));
    }
}
