package dev.tidepool.session.conversation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.session.openclaw.OpenClawError;
import dev.tidepool.session.openclaw.OpenClawSessions;
import dev.tidepool.session.openclaw.SessionKey;
import dev.tidepool.session.session.Session;
import dev.tidepool.session.session.SessionId;
import dev.tidepool.session.session.SessionService;
import dev.tidepool.session.tenant.TenantDatabase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** What callers do with what an agent keeps of their session. A session of another organisation does not exist here. */
@ApplicationScoped
class ConversationService {

    private final SessionService sessions;
    private final TenantDatabase database;
    private final ConversationRepository conversations;
    private final OpenClawSessions gateway;

    ConversationService(
            SessionService sessions,
            TenantDatabase database,
            ConversationRepository conversations,
            OpenClawSessions gateway) {
        this.sessions = sessions;
        this.database = database;
        this.conversations = conversations;
        this.gateway = gateway;
    }

    /** The agents that know the session. */
    Uni<List<String>> agents(OrganizationId organization, SessionId session) {
        return sessions.find(organization, session)
                .chain(found ->
                        database.inTransaction(organization, transaction -> conversations.agents(transaction, found)));
    }

    /** Fails with 404 when there is no such session, or the agent does not know it. */
    Uni<ConversationView> find(OrganizationId organization, SessionId session, String agent) {
        return with(organization, session, agent, gateway::describe).map(found -> ConversationView.of(agent, found));
    }

    Uni<ConversationView> patch(OrganizationId organization, SessionId session, String agent, ConversationPatch patch) {
        return with(organization, session, agent, key -> gateway.patch(key, patch.changes()))
                .chain(() -> find(organization, session, agent));
    }

    Uni<JsonNode> compact(OrganizationId organization, SessionId session, String agent) {
        return with(organization, session, agent, gateway::compact);
    }

    Uni<Void> reset(OrganizationId organization, SessionId session, String agent) {
        return with(organization, session, agent, gateway::reset);
    }

    /** The session stays, and the agent begins anew when it is next asked. */
    Uni<Void> delete(OrganizationId organization, SessionId session, String agent) {
        return with(
                organization,
                session,
                agent,
                key -> gateway.delete(key)
                        .chain(() -> database.inTransaction(
                                organization, transaction -> conversations.forget(transaction, key))));
    }

    private <T> Uni<T> with(
            OrganizationId organization, SessionId session, String agent, Function<SessionKey, Uni<T>> work) {
        if (!SessionKey.isAgent(agent)) {
            return Uni.createFrom()
                    .failure(Problem.of(OpenClawError.OPENCLAW_SESSION_NOT_FOUND, "There is no such agent."));
        }
        return sessions.find(organization, session).chain(found -> work.apply(key(found, agent)));
    }

    private static SessionKey key(Session session, String agent) {
        return new SessionKey(agent, session.organization(), session.id().toString());
    }
}
