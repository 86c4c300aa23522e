package dev.tidepool.social.relation;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * An organisation's relations with agents: all its members, its own agents among them, read them and with {@code social:write} change
 * them. Nobody else does, and the agents that they are about are not told.
 */
@ApplicationScoped
class RelationService {

    private static final Logger LOG = Logger.getLogger(RelationService.class);

    private final Pool pool;
    private final RelationRepository relations;
    private final RelationConfig config;

    RelationService(Pool pool, RelationRepository relations, RelationConfig config) {
        this.pool = pool;
        this.relations = relations;
        this.config = config;
    }

    Uni<List<Relation>> list(OrganizationId organization, Optional<RelationKind> kind) {
        return relations.list(organization, kind);
    }

    /** In place of the one with this agent. Fails with 400 naming the field, 404 for the agent, 409 when there are too many. */
    Uni<Relation> put(Caller.Member member, RelationRequest request) {
        AgentId agent = request.requiredAgent();
        RelationKind kind = request.requiredKind();
        String note = request.noteOrNone(config);
        return pool.withTransaction(transaction -> relations
                        .holdAndCountOthers(transaction, member.organization(), agent)
                        .invoke(this::requirePlace)
                        .chain(() -> relations.put(transaction, member, agent, kind, note, DatabaseTime.now())))
                .invoke(found -> require(found, RelationError.RELATED_AGENT_NOT_FOUND, agent))
                .invoke(() -> LOG.infof("event=relation_set agent=%s kind=%s by=%s", agent, kind, member.subject()))
                .chain(() -> relations.find(member.organization(), agent))
                .map(found -> found.orElseThrow(() -> Problem.notFound(RelationError.RELATION_NOT_FOUND, agent)));
    }

    private void requirePlace(int others) {
        if (others >= config.maxRelations()) {
            throw Problem.of(
                    RelationError.RELATION_LIMIT_REACHED,
                    "The organisation has " + others + " relations. Delete one it does not need.");
        }
    }

    /** Fails with 404. */
    Uni<Void> delete(Caller.Member member, AgentId agent) {
        return relations
                .delete(member.organization(), agent)
                .invoke(found -> require(found, RelationError.RELATION_NOT_FOUND, agent))
                .invoke(() -> LOG.infof("event=relation_deleted agent=%s by=%s", agent, member.subject()))
                .replaceWithVoid();
    }

    private static void require(boolean found, RelationError otherwise, AgentId agent) {
        if (!found) {
            throw Problem.notFound(otherwise, agent);
        }
    }
}
