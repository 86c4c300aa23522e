package dev.tidepool.session.message;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.session.session.SessionId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.BiFunction;

/** Messages of users that do not come as a request of their own: checked and stored as if they did. */
@ApplicationScoped
public class MessageIntake {

    private final MessageService messages;
    private final MessageConfig limits;

    MessageIntake(MessageService messages, MessageConfig limits) {
        this.messages = messages;
        this.limits = limits;
    }

    /** @param isRepeated an earlier message with the same key is the one */
    public record Accepted(Message message, boolean isRepeated) {}

    /** Fails as an append does: 400 for what cannot be stored, 403, 404 or 409. */
    public Uni<Accepted> say(Caller.Member member, SessionId session, Optional<String> content, Optional<String> key) {
        return checked(content, key)
                .chain(draft -> messages.append(member, session, draft))
                .map(MessageIntake::accepted);
    }

    /** The same, and in the same transaction what follows from a message that was not there before. */
    public Uni<Accepted> say(
            Caller.Member member,
            SessionId session,
            Optional<String> content,
            Optional<String> key,
            BiFunction<SqlConnection, Message, Uni<Void>> also) {
        return checked(content, key)
                .chain(draft -> messages.append(member, session, draft, also))
                .map(MessageIntake::accepted);
    }

    private Uni<MessageDraft> checked(Optional<String> content, Optional<String> key) {
        AppendMessage said =
                new AppendMessage(MessageRole.USER.wireName(), content.orElse(null), key.orElse(null), null, null);
        return Uni.createFrom().item(() -> said.draft(limits));
    }

    private static Accepted accepted(MessageService.Appended appended) {
        return switch (appended) {
            case MessageService.Appended.Stored stored -> new Accepted(stored.message(), false);
            case MessageService.Appended.Repeated repeated -> new Accepted(repeated.message(), true);
        };
    }
}
