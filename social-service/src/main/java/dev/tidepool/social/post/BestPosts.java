package dev.tidepool.social.post;

import com.github.benmanes.caffeine.cache.AsyncCache;
import dev.tidepool.kernel.cache.LocalCaches;
import dev.tidepool.kernel.cache.OwnContext;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The best posts of lists whose order no index holds: looked for once in a while, however many read the list meanwhile. */
@ApplicationScoped
class BestPosts {

    /** Lists at a time. */
    private static final int MOST = 1_000;

    private final AsyncCache<String, List<PostId>> known;

    BestPosts(PostListConfig config) {
        this.known = LocalCaches.newBuilder()
                .maximumSize(MOST)
                .expireAfterWrite(config.bestKept())
                .buildAsync();
    }

    /**
     * @param list names the list, and how many of it are wanted
     * @param search looks for them; a failure is not kept
     */
    Uni<List<PostId>> of(String list, Supplier<Uni<List<PostId>>> search) {
        CompletableFuture<List<PostId>> found =
                known.get(list, (absent, executor) -> search.get().subscribeAsCompletionStage());
        return OwnContext.resume(Uni.createFrom().completionStage(found));
    }
}
