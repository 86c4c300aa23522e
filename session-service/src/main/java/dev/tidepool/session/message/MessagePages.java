package dev.tidepool.session.message;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.page.CursorCodec;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.kernel.page.PageLimit;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Histories, from what a client asks for to what it is answered. */
@ApplicationScoped
class MessagePages {

    private final MessageService messages;
    private final CursorCodec cursors;

    MessagePages(MessageService messages, CursorCodec cursors) {
        this.messages = messages;
        this.cursors = cursors;
    }

    Uni<MessagePageView> list(
            OrganizationId organization,
            SessionId session,
            MessageOrder order,
            PageLimit limit,
            Optional<String> cursor) {
        String list = "messages:" + session + ":" + order.wireName();
        long beyond = cursor.map(text -> Long.valueOf(cursors.decode(list, text).getFirst()))
                .orElseGet(order::start);
        return messages.list(organization, session, order, beyond, limit).map(page -> view(list, page));
    }

    private MessagePageView view(String list, Page<Message> page) {
        Optional<String> next = page.next(last -> cursors.encode(list, Long.toString(last.sequence())));
        return new MessagePageView(page.map(MessageView::of), next.orElse(null));
    }
}
