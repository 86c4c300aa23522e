package dev.tidepool.session.socket;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.quarkus.arc.All;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** What happened in a session, in order, for whoever wants to know what came after a place. */
@ApplicationScoped
class EventLog {

    private static final Logger LOG = Logger.getLogger(EventLog.class);

    private final TenantDatabase database;
    private final SessionService sessions;
    private final EventRepository events;
    private final List<EventContents> contents;
    private final SocketConfig config;

    EventLog(
            TenantDatabase database,
            SessionService sessions,
            EventRepository events,
            @All List<EventContents> contents,
            SocketConfig config) {
        this.database = database;
        this.sessions = sessions;
        this.events = events;
        this.contents = contents;
        this.config = config;
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
                .chain(stored ->
                        contentsOf(transaction, session, stored).map(contents -> page(session, stored, contents)));
    }

    /** Up to where every feature told what it has to tell. */
    private EventPage page(Session session, List<StoredEvent> stored, List<EventContents.Contents> contents) {
        Map<Long, String> told = new HashMap<>();
        contents.forEach(feature -> told.putAll(feature.told()));
        long until = contents.stream()
                .flatMap(feature -> feature.until().stream())
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
        List<StoredEvent> whole =
                stored.stream().filter(event -> event.sequence() <= until).toList();
        return new EventPage(
                session, logged(whole, told), whole.size() == stored.size() && stored.size() < config.page());
    }

    /** One question for all events of a type, one after the other. */
    private Uni<List<EventContents.Contents>> contentsOf(
            SqlConnection transaction, Session session, List<StoredEvent> stored) {
        Map<String, List<StoredEvent>> byType = stored.stream().collect(Collectors.groupingBy(StoredEvent::type));
        return Multi.createFrom()
                .iterable(contents)
                .select()
                .where(feature -> byType.containsKey(feature.type()))
                .onItem()
                .transformToUniAndConcatenate(
                        feature -> feature.of(transaction, session, byType.getOrDefault(feature.type(), List.of())))
                .collect()
                .asList();
    }

    private static List<LoggedEvent> logged(List<StoredEvent> stored, Map<Long, String> told) {
        return stored.stream().map(event -> logged(event, told)).toList();
    }

    private static LoggedEvent logged(StoredEvent event, Map<Long, String> told) {
        @Nullable String content = told.get(event.sequence());
        return new LoggedEvent(
                event.sequence(),
                event.type(),
                event.time(),
                content == null ? event.data().encode() : content);
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
