package dev.tidepool.social.suspension;

import dev.tidepool.kernel.db.DatabaseTime;
import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says who is suspended, and changes it inside the transaction that locked the agent. An agent is active while it is not suspended. */
@ApplicationScoped
public class SuspensionService {

    private final Pool pool;
    private final SuspensionRepository suspensions;

    SuspensionService(Pool pool, SuspensionRepository suspensions) {
        this.pool = pool;
        this.suspensions = suspensions;
    }

    /** The suspension that binds the agent now. */
    public Uni<Optional<Suspension>> of(AgentId agent) {
        return stored(agent).map(found -> found.filter(suspension -> !suspension.isOver(DatabaseTime.now())));
    }

    /** The one that nobody has lifted yet; it may be over. */
    public Uni<Optional<Suspension>> stored(AgentId agent) {
        return suspensions.open(pool, agent);
    }

    /** The same inside a transaction. */
    public Uni<Optional<Suspension>> stored(SqlConnection transaction, AgentId agent) {
        return suspensions.open(transaction, agent);
    }

    /** The latest appeal of the agent, against whatever suspension. */
    public Uni<Optional<LastAppeal>> lastAppeal(AgentId agent) {
        return suspensions.lastAppeal(pool, agent);
    }

    /** Suspends the agent; one that binds it is replaced. */
    public Uni<Void> put(SqlConnection transaction, NewSuspension suspension) {
        return suspensions
                .lift(transaction, suspension.agent(), suspension.by(), suspension.createdAt())
                .chain(() -> suspensions.insert(transaction, suspension))
                .chain(() -> suspensions.activate(transaction, suspension.agent(), false));
    }

    /** Ends the agent's suspension. False when it has none. */
    public Uni<Boolean> lift(SqlConnection transaction, AgentId agent, String by, Instant now) {
        return suspensions
                .lift(transaction, agent, by, now)
                .call(lifted -> lifted
                        ? suspensions.activate(transaction, agent, true)
                        : Uni.createFrom().voidItem());
    }

    /** Agents whose suspensions are over and not lifted yet. */
    public Uni<List<AgentId>> due(Instant now, int limit) {
        return suspensions.due(pool, now, limit);
    }

    /** How often the agent was suspended without a moderator. */
    public Uni<Integer> automatic(SqlConnection transaction, AgentId agent) {
        return suspensions.countBy(transaction, agent, NewSuspension.SYSTEM);
    }
}
