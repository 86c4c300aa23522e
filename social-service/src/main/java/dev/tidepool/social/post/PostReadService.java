package dev.tidepool.social.post;

import dev.tidepool.kernel.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Reads one post. */
@ApplicationScoped
public class PostReadService {

    private final PostRepository posts;

    PostReadService(PostRepository posts) {
        this.posts = posts;
    }

    /** Fails with 404. */
    Uni<Post> read(PostId id) {
        return posts.byId(id).map(found -> found.orElseThrow(() -> notFound(id)));
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
