package dev.tidepool.session.send;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.db.SqlFailures;
import dev.tidepool.kernel.event.OutboxRelay;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.SessionEvents;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who may speak to whom. Nobody may unless the receiver's side said so; another organisation must accept it besides. */
@ApplicationScoped
class SenderService {

    private final TenantDatabase database;
    private final SenderRepository senders;
    private final SessionService sessions;
    private final SessionEvents events;
    private final OutboxRelay relay;
    private final SendConfig config;
    private final Uuid7Generator ids;

    SenderService(
            TenantDatabase database,
            SenderRepository senders,
            SessionService sessions,
            SessionEvents events,
            OutboxRelay relay,
            SendConfig config,
            Uuid7Generator ids) {
        this.database = database;
        this.senders = senders;
        this.sessions = sessions;
        this.events = events;
        this.relay = relay;
        this.config = config;
        this.ids = ids;
    }

    /** Lets a session of the same organisation speak to this one. */
    Uni<Sender> allow(Caller.Member member, SessionId session, SessionId sender) {
        OrganizationId organization = member.organization();
        Instant now = DatabaseTime.now();
        Sender allowed = new Sender(
                ids.next(SenderId::new), session, member, organization, Optional.of(sender), now, Optional.of(now));
        return sessions.find(organization, sender).chain(() -> add(allowed, "session:sender_allowed"));
    }

    /** Offers another organisation that one of its sessions may speak to this one, which answers in the member's name. */
    Uni<Sender> offer(Caller.Member member, SessionId session, OrganizationId other) {
        requireAdministrator(member);
        Sender offered = new Sender(
                ids.next(SenderId::new),
                session,
                member,
                other,
                Optional.empty(),
                DatabaseTime.now(),
                Optional.empty());
        return add(offered, "session:sender_offered");
    }

    private Uni<Sender> add(Sender sender, String event) {
        OrganizationId organization = sender.organization();
        return database.inTransaction(
                        organization,
                        transaction -> sessions.lock(transaction, organization, sender.session())
                                .chain(() -> senders.ofReceiver(transaction, organization, sender.session()))
                                .invoke(this::requireRoom)
                                .chain(() -> senders.insert(transaction, sender))
                                .chain(() -> tell(transaction, event, organization, sender.session(), sender)))
                .onFailure(SqlFailures::isUniqueViolation)
                .transform(SenderService::exists)
                .invoke(relay::wake)
                .replaceWith(sender);
    }

    private void requireRoom(List<Sender> known) {
        if (known.size() >= config.maxSendersOfSession()) {
            throw Problem.of(
                    SendError.TOO_MANY_SENDERS,
                    "The session has %d senders. Take one of them away first.".formatted(known.size()));
        }
    }

    private static Problem exists(Throwable violation) {
        return Problem.of(SendError.SENDER_EXISTS, "Nothing needs to be done.");
    }

    /** Takes up what another organisation offered: this session may speak to theirs. */
    Uni<Sender> accept(Caller.Member member, SessionId session, SenderId id) {
        requireAdministrator(member);
        OrganizationId organization = member.organization();
        return database.inTransaction(
                        organization,
                        transaction -> sessions.lock(transaction, organization, session)
                                .chain(() -> senders.accept(transaction, id, session, DatabaseTime.now()))
                                .map(found -> present(found, id))
                                .call(sender ->
                                        tell(transaction, "session:receiver_accepted", organization, session, sender)))
                .onFailure(SqlFailures::isUniqueViolation)
                .transform(SenderService::exists)
                .invoke(relay::wake);
    }

    private static void requireAdministrator(Caller.Member member) {
        if (!member.roles().contains(Role.OWNER) && !member.roles().contains(Role.ADMIN)) {
            throw Problem.forbidden("What goes beyond the organisation takes an owner or an administrator.");
        }
    }

    private static Sender present(Optional<Sender> found, SenderId id) {
        return found.orElseThrow(() -> Problem.notFound(SendError.SENDER_NOT_FOUND, id));
    }

    /** Who may speak to the session. */
    Uni<List<Sender>> senders(OrganizationId organization, SessionId session) {
        return sessions.find(organization, session)
                .chain(() -> database.inTransaction(
                        organization, transaction -> senders.ofReceiver(transaction, organization, session)));
    }

    /** To whom the session may speak. */
    Uni<List<Sender>> receivers(OrganizationId organization, SessionId session) {
        return sessions.find(organization, session)
                .chain(() -> database.inTransaction(
                        organization, transaction -> senders.ofSender(transaction, organization, session)));
    }

    /** Either side may take it back. */
    Uni<Void> remove(OrganizationId organization, SessionId session, SenderId id) {
        return database.inTransaction(
                        organization,
                        transaction -> senders.delete(transaction, organization, session, id)
                                .invoke(deleted -> {
                                    if (!deleted) {
                                        throw Problem.notFound(SendError.SENDER_NOT_FOUND, id);
                                    }
                                })
                                .chain(() -> events.append(
                                        transaction,
                                        "session:sender_removed",
                                        organization,
                                        session,
                                        Instant.now(),
                                        new JsonObject().put("senderId", id.toString()))))
                .invoke(relay::wake);
    }

    private Uni<Void> tell(
            SqlConnection transaction, String type, OrganizationId organization, SessionId session, Sender sender) {
        JsonObject data = new JsonObject()
                .put("senderId", sender.id().toString())
                .put("organization", sender.senderOrganization().toString());
        sender.sender().ifPresent(from -> data.put("from", from.toString()));
        return events.append(transaction, type, organization, session, Instant.now(), data);
    }
}
