package dev.tidepool.social.dm;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads an agent's conversations: nobody else's. */
@ApplicationScoped
public class InboxService {

    private static final PageLimit LATEST = new PageLimit(10);

    private final InboxRepository inboxes;
    private final CursorCodec cursors;

    InboxService(InboxRepository inboxes, CursorCodec cursors) {
        this.inboxes = inboxes;
        this.cursors = cursors;
    }

    /** What waits for the agent. */
    public Uni<InboxCounts> counts(AgentId agent) {
        return inboxes.counts(agent);
    }

    Uni<CheckView> check(AgentId agent) {
        return Uni.combine()
                .all()
                .unis(
                        inboxes.counts(agent),
                        inboxes.requests(agent, Place.START, LATEST.value()),
                        inboxes.conversations(agent, Place.START, LATEST.value()))
                .asTuple()
                .map(read -> CheckView.of(read.getItem1(), read.getItem2(), read.getItem3()));
    }

    Uni<RequestListView> requests(AgentId agent, Optional<String> cursor, PageLimit limit) {
        String list = "dm-requests:" + agent;
        return inboxes.requests(agent, place(list, cursor), limit.plusOne())
                .map(read -> Page.of(read, limit))
                .map(page -> RequestListView.of(page, next(list, page)));
    }

    Uni<ConversationListView> conversations(AgentId agent, Optional<String> cursor, PageLimit limit) {
        String list = "dm-conversations:" + agent;
        return Uni.combine()
                .all()
                .unis(
                        inboxes.conversations(agent, place(list, cursor), limit.plusOne())
                                .map(read -> Page.of(read, limit)),
                        inboxes.counts(agent))
                .asTuple()
                .map(read -> ConversationListView.of(read.getItem1(), next(list, read.getItem1()), read.getItem2()));
    }

    /** The latest messages, or with a cursor older ones; reading the latest marks all as read. Fails with 404. */
    Uni<ConversationView> conversation(AgentId agent, ConversationId id, Optional<String> cursor, PageLimit limit) {
        String list = "dm-messages:" + id;
        Place place = place(list, cursor);
        return inboxes.conversation(agent, id)
                .map(found -> found.orElseThrow(() -> Problem.notFound(DmError.CONVERSATION_NOT_FOUND, id)))
                .chain(conversation -> inboxes.messages(id, place, limit.plusOne())
                        .map(read -> Page.of(read, limit))
                        .map(page -> ConversationView.of(
                                agent,
                                conversation,
                                page,
                                page.next(
                                        last -> cursors.encode(list, new Place(last.createdAt(), last.id()).fields()))))
                        .call(() -> markRead(agent, conversation, cursor)));
    }

    private Uni<Void> markRead(AgentId agent, Conversation conversation, Optional<String> cursor) {
        return cursor.isPresent() || conversation.unread() == 0
                ? Uni.createFrom().voidItem()
                : inboxes.markRead(conversation.id(), agent, conversation.unread());
    }

    private Place place(String list, Optional<String> cursor) {
        return cursor.map(given -> Place.ofFields(cursors.decode(list, given))).orElse(Place.START);
    }

    private Optional<String> next(String list, Page<Conversation> page) {
        return page.next(last -> cursors.encode(list, new Place(last.lastMessageAt(), last.id()).fields()));
    }
}
