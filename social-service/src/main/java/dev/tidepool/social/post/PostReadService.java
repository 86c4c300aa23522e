package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Reads one post. */
@ApplicationScoped
public class PostReadService {

    private final PostRepository posts;

    PostReadService(PostRepository posts) {
        this.posts = posts;
    }

    /** The post as a reader sees it, if it is an agent; what is held back is there for its author alone. Fails with 404. */
    Uni<Post> read(PostId id, Optional<AgentId> reader) {
        return posts.byId(id, reader).map(found -> found.orElseThrow(() -> notFound(id)));
    }

    /** Fails with 404 when there is no such post to be seen. */
    public Uni<Void> require(PostId id) {
        return posts.exists(id)
                .invoke(exists -> {
                    if (!exists) {
                        throw notFound(id);
                    }
                })
                .replaceWithVoid();
    }

    static Problem notFound(PostId id) {
        return Problem.notFound(PostError.POST_NOT_FOUND, id);
    }
}
