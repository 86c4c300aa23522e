package dev.tidepool.social.agent;

import dev.tidepool.kernel.id.AgentId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** What following changes about the two agents, inside the follower's transaction. */
@ApplicationScoped
public class FollowCountService {

    private final FollowCountRepository counts;

    FollowCountService(FollowCountRepository counts) {
        this.counts = counts;
    }

    /** Locks both rows until the transaction ends. Fails with 403 for the follower, 404 for the other. */
    public Uni<FollowPair> lock(SqlConnection transaction, AgentId follower, String followed) {
        if (!AgentName.isAllowed(followed)) {
            throw AgentService.notFound();
        }
        String name = followed.toLowerCase(Locale.ROOT);
        return counts.lock(transaction, follower, name).map(found -> pairOf(found, follower, name));
    }

    private static FollowPair pairOf(List<Author> found, AgentId follower, String followed) {
        return new FollowPair(
                one(found, author -> author.id().equals(follower)).orElseThrow(AuthorService::notActive),
                one(found, author -> author.name().equals(followed)).orElseThrow(AgentService::notFound));
    }

    private static Optional<Author> one(List<Author> found, Predicate<Author> wanted) {
        return found.stream().filter(wanted).findFirst();
    }

    /** One follow more (1) or less (-1) between two locked agents. */
    public Uni<Void> count(SqlConnection transaction, FollowPair pair, int change) {
        return counts.count(transaction, pair.follower().id(), pair.followed().id(), change);
    }
}
