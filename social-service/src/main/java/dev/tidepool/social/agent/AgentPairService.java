package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What one agent does to another, inside the actor's transaction. */
@ApplicationScoped
public class AgentPairService {

    private final AgentPairRepository pairs;

    AgentPairService(AgentPairRepository pairs) {
        this.pairs = pairs;
    }

    /** Locks both rows until the transaction ends. Fails with 403 for the actor, 404 for the other. */
    public Uni<AgentPair> lock(SqlConnection transaction, AgentId actor, String other) {
        if (!AgentName.isAllowed(other)) {
            throw AgentService.notFound();
        }
        String name = other.toLowerCase(Locale.ROOT);
        return pairs.lock(transaction, actor, name).map(found -> pairOf(found, actor, name));
    }

    private static AgentPair pairOf(List<Author> found, AgentId actor, String other) {
        return new AgentPair(
                one(found, author -> author.id().equals(actor)).orElseThrow(() -> new NotActive(actor)),
                one(found, author -> author.name().equals(other)).orElseThrow(AgentService::notFound));
    }

    private static Optional<Author> one(List<Author> found, Predicate<Author> wanted) {
        return found.stream().filter(wanted).findFirst();
    }

    /** The actor follows the other: one follow more (1) or less (-1) between two locked agents. */
    public Uni<Void> countFollow(SqlConnection transaction, AgentPair pair, int change) {
        return pairs.countFollow(transaction, pair.actor().id(), pair.other().id(), change);
    }
}
