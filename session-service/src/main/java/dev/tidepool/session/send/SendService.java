package dev.tidepool.session.send;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionEvents;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.task.Task;
import dev.tidepool.session.task.TaskDraft;
import dev.tidepool.session.task.TaskPriority;
import dev.tidepool.session.task.TaskService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Delivers what one session says to another: as a task of the receiver's organisation. {@code tidepool.sends{outcome}}. */
@ApplicationScoped
class SendService {

    private static final Duration RETRY = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(SendService.class);

    private final TenantDatabase database;
    private final SenderRepository senders;
    private final SessionService sessions;
    private final SessionEvents events;
    private final TaskService tasks;
    private final SendConfig config;
    private final MeterRegistry metrics;

    SendService(
            TenantDatabase database,
            SenderRepository senders,
            SessionService sessions,
            SessionEvents events,
            TaskService tasks,
            SendConfig config,
            MeterRegistry metrics) {
        this.database = database;
        this.senders = senders;
        this.sessions = sessions;
        this.events = events;
        this.tasks = tasks;
        this.config = config;
        this.metrics = metrics;
    }

    /**
     * The task that delivers the message, ended or as it is when the time is up. Fails with 404 for a session that is not there,
     * 403 for a receiver that does not let this one speak, 409 for one that has ended, or when the message was passed on too
     * often or would come back.
     */
    Uni<Task> send(Caller.Member member, SessionId from, SendMessage.Wanted wanted) {
        OrganizationId organization = member.organization();
        return sessions.find(organization, from)
                .invoke(session -> session.state().requireOpen())
                .chain(() -> permission(organization, from, wanted))
                .chain(permission -> passedOn(organization, from, wanted.to())
                        .chain(chain -> deliver(receiver(member, permission), permission, from, wanted, chain)))
                .chain(task -> tasks.await(task.member().organization(), task.id(), wanted.timeout()))
                .invoke(task -> report(from, wanted, task));
    }

    private Uni<Sender> permission(OrganizationId organization, SessionId from, SendMessage.Wanted wanted) {
        return database.inTransaction(
                        organization, transaction -> senders.find(transaction, organization, from, wanted.to()))
                .chain(found -> found.isPresent()
                        ? Uni.createFrom().item(requireSimple(found.get(), wanted))
                        : refused(organization, from, wanted.to()));
    }

    /** The sender's session cannot be made to answer in a transaction of the receiver's organisation. */
    private static Sender requireSimple(Sender permission, SendMessage.Wanted wanted) {
        if (permission.isOfAnotherOrganization() && wanted.turns() > 0) {
            throw Problem.invalidField("turns", "turns must be 0 when the receiver belongs to another organisation.");
        }
        return permission;
    }

    /** What is not the organisation's own does not exist. */
    private Uni<Sender> refused(OrganizationId organization, SessionId from, SessionId to) {
        return sessions.find(organization, to)
                .chain(found -> Uni.createFrom()
                        .failure(Problem.of(
                                SendError.SEND_NOT_ALLOWED,
                                "Session %s does not let %s speak to it: add it to its senders.".formatted(to, from))));
    }

    private Uni<List<SessionId>> passedOn(OrganizationId organization, SessionId from, SessionId to) {
        return database.inTransaction(organization, transaction -> senders.chainOf(transaction, organization, from))
                .map(earlier -> checkedChain(earlier, from, to));
    }

    private List<SessionId> checkedChain(List<SessionId> earlier, SessionId from, SessionId to) {
        List<SessionId> chain = new ArrayList<>(earlier);
        chain.add(from);
        if (chain.contains(to)) {
            throw Problem.of(
                    SendError.SEND_LOOP, "Session " + to + " waits for an answer of this one, or is this one.");
        }
        if (chain.size() > config.maxDepth()) {
            throw Problem.of(
                    SendError.SEND_TOO_DEEP,
                    "It came through %d sessions already. Answer instead of passing it on.".formatted(earlier.size()));
        }
        return chain;
    }

    private static Caller.Member receiver(Caller.Member member, Sender permission) {
        return permission.isOfAnotherOrganization() ? permission.receiver() : member;
    }

    private Uni<Task> deliver(
            Caller.Member receiver,
            Sender permission,
            SessionId from,
            SendMessage.Wanted wanted,
            List<SessionId> chain) {
        SendTasks.Exchange exchange = new SendTasks.Exchange(
                from, wanted.to(), wanted.message(), wanted.turns(), permission.isOfAnotherOrganization());
        TaskDraft draft = TaskDraft.of(SendTasks.KIND, exchange.toJson())
                .inSession(wanted.to())
                .withPriority(TaskPriority.HIGH);
        // With a space in it: no user's key of a task is like this.
        TaskDraft keyed = wanted.idempotencyKey()
                .map(key -> draft.withKey("send " + from + " " + key))
                .orElse(draft);
        OrganizationId organization = receiver.organization();
        return sessions.find(organization, wanted.to())
                .map(Session::state)
                .invoke(state -> state.requireOpen())
                .chain(() -> database.inTransaction(
                        organization, transaction -> queue(transaction, receiver, permission, keyed, from, chain)))
                .invoke(tasks::wake);
    }

    private Uni<Task> queue(
            SqlConnection transaction,
            Caller.Member receiver,
            Sender permission,
            TaskDraft draft,
            SessionId from,
            List<SessionId> chain) {
        Uni<Void> held = sessions.hold(transaction, List.of(from, permission.session()));
        return held.chain(() -> tasks.add(transaction, receiver, draft)).chain(queued -> switch (queued) {
            case TaskService.Queued.Repeated repeated -> Uni.createFrom().item(repeated.task());
            case TaskService.Queued.Added added ->
                senders.said(transaction, permission, from, config.window())
                        .invoke(said -> requireSeldom(permission, said))
                        .chain(() -> senders.insertSend(
                                transaction,
                                receiver.organization(),
                                added.task().id(),
                                permission.session(),
                                chain))
                        .chain(() -> tell(transaction, permission, from, added.task()))
                        .replaceWith(added.task());
        });
    }

    /** Two that answer each other by new messages would do so for ever, and another organisation's member pays for what it says. */
    private void requireSeldom(Sender permission, SenderRepository.Said said) {
        int most = permission.isOfAnotherOrganization() ? config.maxOfForeign() : config.maxOfPair();
        if (said.lately() >= most) {
            throw tooOften("%d messages in %s are as many as may be.".formatted(said.lately(), config.window()));
        }
        if (permission.isOfAnotherOrganization() && said.unanswered() >= config.maxUnansweredOfForeign()) {
            throw tooOften("%d messages wait for their answers.".formatted(said.unanswered()));
        }
    }

    private static Problem tooOften(String detail) {
        return Problem.of(SendError.SEND_TOO_OFTEN, detail).retryAfter(RETRY);
    }

    private Uni<Void> tell(SqlConnection transaction, Sender permission, SessionId from, Task task) {
        JsonObject data = new JsonObject()
                .put("from", from.toString())
                .put("to", permission.session().toString())
                .put("taskId", task.id().toString());
        Instant now = Instant.now();
        return events.append(transaction, "session:sent", permission.senderOrganization(), from, now, data)
                .chain(() -> events.append(
                        transaction, "session:received", permission.organization(), permission.session(), now, data));
    }

    private void report(SessionId from, SendMessage.Wanted wanted, Task task) {
        String outcome = SendView.statusOf(task, wanted.timeout());
        metrics.counter("tidepool.sends", "outcome", outcome).increment();
        LOG.infof("event=send from=%s to=%s task=%s outcome=%s", from, wanted.to(), task.id(), outcome);
    }
}
