package dev.tidepool.session.conversation;

import dev.tidepool.session.openclaw.SessionKey;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Remembers which agents know a session. */
@ApplicationScoped
public class Conversations {

    private final TenantDatabase database;
    private final ConversationRepository conversations;

    Conversations(TenantDatabase database, ConversationRepository conversations) {
        this.database = database;
        this.conversations = conversations;
    }

    /** Before an agent is first told something of a stored session: so its deletion will reach the agent. */
    public Uni<Void> note(SessionKey key) {
        return database.inTransaction(key.organization(), transaction -> conversations.note(transaction, key));
    }
}
