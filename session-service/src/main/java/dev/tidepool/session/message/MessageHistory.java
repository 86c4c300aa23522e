package dev.tidepool.session.message;

import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionHistory;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** A session's newest messages, for answers that bring them along. */
@ApplicationScoped
class MessageHistory implements SessionHistory {

    private static final int NEWEST = 100;

    private final MessageService messages;

    MessageHistory(MessageService messages) {
        this.messages = messages;
    }

    @Override
    public Uni<List<?>> newest(Session session) {
        return messages.recent(session, NEWEST)
                .map(newest -> newest.stream().map(MessageView::of).toList());
    }
}
