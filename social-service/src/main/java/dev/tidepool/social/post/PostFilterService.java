package dev.tidepool.social.post;

import dev.tidepool.social.agent.Agent;
import dev.tidepool.social.agent.AgentService;
import dev.tidepool.social.submolt.Submolt;
import dev.tidepool.social.submolt.SubmoltService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes filters of the names that clients give. */
@ApplicationScoped
public class PostFilterService {

    private final AgentService agents;
    private final SubmoltService submolts;

    PostFilterService(AgentService agents, SubmoltService submolts) {
        this.agents = agents;
        this.submolts = submolts;
    }

    /** Of a submolt, of an author, of both, or of all when neither is given. Fails with 404 for a name nobody has. */
    public Uni<PostFilter> named(@Nullable String submolt, @Nullable String author) {
        return Uni.combine()
                .all()
                .unis(optional(submolt, submolts::named), optional(author, agents::named))
                .asTuple()
                .map(found -> filter(found.getItem1(), found.getItem2()));
    }

    private interface Lookup<T> {
        Uni<T> named(String name);
    }

    private static <T> Uni<Optional<T>> optional(@Nullable String name, Lookup<T> lookup) {
        return name == null || name.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : lookup.named(name).map(Optional::of);
    }

    private static PostFilter filter(Optional<Submolt> submolt, Optional<Agent> author) {
        if (author.isEmpty()) {
            return submolt.<PostFilter>map(in -> new PostFilter.InSubmolt(in.id()))
                    .orElseGet(PostFilter.Everything::new);
        }
        return submolt.<PostFilter>map(
                        in -> new PostFilter.ByAuthorInSubmolt(author.get().id(), in.id()))
                .orElseGet(() -> new PostFilter.ByAuthor(author.get().id()));
    }
}
