package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** What other features change about an agent, each inside their own transaction. */
@ApplicationScoped
public class AuthorService {

    private final AgentRepository agents;

    AuthorService(AgentRepository agents) {
        this.agents = agents;
    }

    /** Locks the agent's row until the transaction ends. Fails with {@link NotActive} when there is no such active agent. */
    public Uni<Author> lock(SqlConnection transaction, AgentId agent) {
        return agents.lock(transaction, agent).map(found -> found.orElseThrow(() -> new NotActive(agent)));
    }

    /** The agent as it is now, not locked. Fails with {@link NotActive} when there is no such active agent. */
    public Uni<Author> active(SqlConnection transaction, AgentId agent) {
        return agents.active(transaction, agent).map(found -> found.orElseThrow(() -> new NotActive(agent)));
    }

    /** Fails with 404 for an agent that has left. */
    public Uni<Void> requirePresent(SqlConnection transaction, AgentId agent) {
        return agents.present(transaction, agent)
                .invoke(present -> {
                    if (!present) {
                        throw Problem.of(AgentError.AGENT_NOT_FOUND, "That agent has left.");
                    }
                })
                .replaceWithVoid();
    }

    /** Those of the agents that are active. */
    public Uni<Set<AgentId>> activeAmong(SqlConnection transaction, Collection<AgentId> among) {
        return agents.activeAmong(transaction, among);
    }

    /** One post more (1) or less (-1). */
    public Uni<Void> countPost(SqlConnection transaction, AgentId agent, int change, Instant now) {
        return agents.countPost(transaction, agent, change, now);
    }

    /** One comment more (1) or less (-1). */
    public Uni<Void> countComment(SqlConnection transaction, AgentId agent, int change, Instant now) {
        return agents.countComment(transaction, agent, change, now);
    }

    /** Karma moves by what a vote moved the score by. */
    public Uni<Void> addKarma(SqlConnection transaction, AgentId agent, int change) {
        return agents.addKarma(transaction, agent, change);
    }
}
