package dev.tidepool.session.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.message.MessageView;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What happened in a session, in order, for whoever wants to know what came after a place. */
@ApplicationScoped
class EventLog {

    private static final Logger LOG = Logger.getLogger(EventLog.class);

    private final TenantDatabase database;
    private final SessionService sessions;
    private final MessageService messages;
    private final EventRepository events;
    private final SocketConfig config;
    private final ObjectMapper mapper;

    EventLog(
            TenantDatabase database,
            SessionService sessions,
            MessageService messages,
            EventRepository events,
            SocketConfig config,
            ObjectMapper mapper) {
        this.database = database;
        this.sessions = sessions;
        this.messages = messages;
        this.events = events;
        this.config = config;
        this.mapper = mapper;
    }

    /** The place of the last event. Fails with 404 for an unknown session. */
    Uni<Long> last(OrganizationId organization, SessionId session) {
        return database.inTransaction(
                organization,
                transaction -> sessions.find(transaction, organization, session)
                        .chain(() -> events.last(transaction, organization, session)));
    }

    /** The next events after a place, messages with their content. Fails with 404 for an unknown session. */
    Uni<EventPage> after(OrganizationId organization, SessionId session, long sequence) {
        return database.inTransaction(
                organization,
                transaction -> sessions.find(transaction, organization, session)
                        .chain(found -> after(transaction, found, sequence)));
    }

    private Uni<EventPage> after(SqlConnection transaction, Session session, long sequence) {
        return events.after(transaction, session.organization(), session.id(), sequence, config.page())
                .chain(stored -> messagesOf(transaction, session, stored)
                        .map(told -> new EventPage(session, logged(stored, told), stored.size() < config.page())));
    }

    /** A session's messages have sequence numbers without gaps, and their events the same order. */
    private Uni<Map<Long, MessageView>> messagesOf(
            SqlConnection transaction, Session session, List<EventRepository.Stored> stored) {
        List<Long> wanted = stored.stream()
                .filter(EventLog::isMessage)
                .map(EventLog::messageSequence)
                .toList();
        return wanted.isEmpty()
                ? Uni.createFrom().item(Map.of())
                : messages.after(transaction, session, wanted.getFirst() - 1, wanted.size())
                        .map(found -> found.stream()
                                .map(MessageView::of)
                                .collect(Collectors.toMap(MessageView::sequence, Function.identity())));
    }

    private List<LoggedEvent> logged(List<EventRepository.Stored> stored, Map<Long, MessageView> told) {
        return stored.stream()
                .map(event -> new LoggedEvent(event.sequence(), event.type(), event.time(), data(event, told)))
                .toList();
    }

    /** A message that is past its retention is told of without its content. */
    private String data(EventRepository.Stored event, Map<Long, MessageView> told) {
        @Nullable MessageView message = isMessage(event) ? told.get(messageSequence(event)) : null;
        return message == null ? event.data().encode() : write(message);
    }

    private String write(MessageView message) {
        try {
            return mapper.writeValueAsString(message);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("views can be written", impossible);
        }
    }

    private static boolean isMessage(EventRepository.Stored event) {
        return event.type().equals(LoggedEvent.MESSAGE_CREATED);
    }

    private static long messageSequence(EventRepository.Stored event) {
        return event.data().getLong("sequence");
    }

    /** Every instance does, a batch at a time and passing over what another holds. */
    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forgetOld() {
        return events.forget(DatabaseTime.now().minus(config.keptFor()), config.forgetBatch())
                .invoke(EventLog::report)
                .chain(forgotten -> forgotten == config.forgetBatch()
                        ? forgetOld()
                        : Uni.createFrom().voidItem());
    }

    private static void report(int forgotten) {
        if (forgotten > 0) {
            LOG.infof("event=session_events_forgotten count=%d", forgotten);
        }
    }
}
