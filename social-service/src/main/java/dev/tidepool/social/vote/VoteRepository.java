package dev.tidepool.social.vote;

import dev.tidepool.kernel.db.Rows;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Stores votes. Call it with what is voted on locked. */
@ApplicationScoped
class VoteRepository {

    private static final String SELECT = """
            SELECT agent_id, value FROM social.votes
            WHERE agent_id = ANY($1) AND target_id = $2 AND target_type = $3""";

    private static final String UPSERT = """
            INSERT INTO social.votes (agent_id, target_id, target_type, value, created_at)
            SELECT agent_id, $2, $3, value, $5 FROM unnest($1::uuid[], $4::int2[]) AS cast_now (agent_id, value)
            ON CONFLICT (agent_id, target_id, target_type)
            DO UPDATE SET value = excluded.value, created_at = excluded.created_at""";

    private static final String DELETE = """
            DELETE FROM social.votes WHERE agent_id = ANY($1) AND target_id = $2 AND target_type = $3""";

    /** The votes of these agents that there are. */
    Uni<Map<AgentId, Ballot>> find(SqlConnection transaction, Collection<AgentId> agents, Poll poll) {
        return transaction
                .preparedQuery(SELECT)
                .execute(Tuple.of(idsOf(agents), poll.target().value(), poll.kind()))
                .map(rows -> Rows.list(rows, row -> row).stream()
                        .collect(Collectors.toMap(
                                row -> new AgentId(row.getUUID("agent_id")),
                                row -> Ballot.ofValue(row.getShort("value")))));
    }

    /** Those that stand. */
    Uni<Void> put(SqlConnection transaction, Map<AgentId, Optional<Ballot>> standing, Poll poll, Instant now) {
        List<AgentId> agents = new ArrayList<>();
        List<Short> values = new ArrayList<>();
        standing.forEach((agent, vote) -> vote.ifPresent(ballot -> {
            agents.add(agent);
            values.add((short) ballot.value());
        }));
        if (agents.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return transaction
                .preparedQuery(UPSERT)
                .execute(Tuple.of(
                        idsOf(agents),
                        poll.target().value(),
                        poll.kind(),
                        values.toArray(Short[]::new),
                        now.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    /** Those that were taken back. */
    Uni<Void> delete(SqlConnection transaction, Map<AgentId, Optional<Ballot>> standing, Poll poll) {
        List<AgentId> agents = standing.entrySet().stream()
                .filter(vote -> vote.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        return agents.isEmpty()
                ? Uni.createFrom().voidItem()
                : transaction
                        .preparedQuery(DELETE)
                        .execute(Tuple.of(idsOf(agents), poll.target().value(), poll.kind()))
                        .replaceWithVoid();
    }

    private static UUID[] idsOf(Collection<AgentId> agents) {
        return agents.stream().map(AgentId::value).toArray(UUID[]::new);
    }
}
