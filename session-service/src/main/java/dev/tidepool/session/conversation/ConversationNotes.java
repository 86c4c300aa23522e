package dev.tidepool.session.conversation;

import dev.tidepool.session.openclaw.Conversations;
import dev.tidepool.session.openclaw.SessionKey;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Remembers which agents know a session, for its deletion. */
@ApplicationScoped
class ConversationNotes implements Conversations {

    private final TenantDatabase database;
    private final ConversationRepository conversations;

    ConversationNotes(TenantDatabase database, ConversationRepository conversations) {
        this.database = database;
        this.conversations = conversations;
    }

    @Override
    public Uni<Void> note(SessionKey key) {
        return database.inTransaction(key.organization(), transaction -> conversations.note(transaction, key));
    }
}
