package dev.tidepool.session.message;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/** Reads a session's messages other than page by page: finds some, takes all out. */
@ApplicationScoped
class MessageArchive {

    private final TenantDatabase database;
    private final SessionService sessions;
    private final MessageRepository messages;
    private final MessageConfig config;

    MessageArchive(TenantDatabase database, SessionService sessions, MessageRepository messages, MessageConfig config) {
        this.database = database;
        this.sessions = sessions;
        this.messages = messages;
        this.config = config;
    }

    /** Fails with 404 when there is no such session. */
    Uni<FoundMessages> search(
            OrganizationId organization, SessionId session, MessageSearch search, long before, PageLimit limit) {
        return sessions.find(organization, session)
                .chain(found -> database.inTransaction(
                        organization,
                        transaction -> messages.searchFloor(
                                        transaction, found, before, config.searchMessages(), config.searchBytes())
                                .chain(floor -> messages.search(
                                                transaction, found, search, before, floor, limit.plusOne())
                                        .map(hits -> FoundMessages.of(hits, limit, floor)))));
    }

    /** The session to take out. Fails with 404 when there is none. */
    Uni<Session> open(OrganizationId organization, SessionId session) {
        return sessions.find(organization, session);
    }

    /** Its messages up to now in their order, read as they are taken; no transaction stays open in between. */
    Multi<Message> all(Session session) {
        AtomicLong read = new AtomicLong(MessageOrder.OLDEST_FIRST.start());
        return Multi.createBy()
                .repeating()
                .uni(() -> page(session, read.get())
                        .invoke(page -> page.items().forEach(message -> read.set(message.sequence()))))
                .whilst(page -> page.hasMore() && read.get() < session.messageCount())
                .onItem()
                .transformToIterable(Page::items)
                .select()
                .first(message -> message.sequence() <= session.messageCount());
    }

    private Uni<Page<Message>> page(Session session, long beyond) {
        return database.inTransaction(
                session.organization(),
                transaction -> messages.list(
                        transaction,
                        session,
                        MessageOrder.OLDEST_FIRST,
                        beyond,
                        config.exportPage(),
                        config.pageBytes()));
    }
}
