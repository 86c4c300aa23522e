package dev.tidepool.session.socket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.page.Page;
import dev.tidepool.session.message.Message;
import dev.tidepool.session.message.MessageService;
import dev.tidepool.session.message.MessageView;
import dev.tidepool.session.session.Session;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Messages whole; one that is past its retention is told of without its content. */
@ApplicationScoped
class MessageContents implements EventContents {

    private final MessageService messages;
    private final ObjectMapper mapper;

    MessageContents(MessageService messages, ObjectMapper mapper) {
        this.messages = messages;
        this.mapper = mapper;
    }

    @Override
    public String type() {
        return LoggedEvent.MESSAGE_CREATED;
    }

    /** A session's messages have sequence numbers without gaps, and their events the same order. */
    @Override
    public Uni<Contents> of(SqlConnection transaction, Session session, List<StoredEvent> events) {
        Map<Long, Long> places =
                events.stream().collect(Collectors.toMap(MessageContents::sequenceOf, StoredEvent::sequence));
        return messages.after(transaction, session, sequenceOf(events.getFirst()) - 1, events.size())
                .map(page -> new Contents(told(page, places), until(page, places)));
    }

    private Map<Long, String> told(Page<Message> page, Map<Long, Long> places) {
        return page.items().stream()
                .filter(message -> places.containsKey(message.sequence()))
                .collect(Collectors.toMap(
                        message -> Objects.requireNonNull(places.get(message.sequence())), this::write));
    }

    /** Of as many messages as there are events, fewer came: the others would have been too much. */
    private static Optional<Long> until(Page<Message> page, Map<Long, Long> places) {
        return page.hasMore() && page.items().size() < places.size()
                ? Optional.ofNullable(places.get(page.items().getLast().sequence()))
                : Optional.empty();
    }

    private static long sequenceOf(StoredEvent event) {
        return event.data().getLong("sequence");
    }

    private String write(Message message) {
        try {
            return mapper.writeValueAsString(MessageView.of(message));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("views can be written", impossible);
        }
    }
}
