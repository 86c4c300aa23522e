package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.follow.FollowService;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** What about posts depends on who reads them. One query for however many. */
@ApplicationScoped
public class PostReaderService {

    private final FollowService follows;

    PostReaderService(FollowService follows) {
        this.follows = follows;
    }

    /** The same posts as an agent sees them: whether it follows the authors. */
    public Uni<List<Post>> seenBy(Optional<AgentId> reader, List<Post> posts) {
        List<AgentId> authors = posts.stream().map(post -> post.author().id()).toList();
        return follows.followed(reader, authors)
                .map(followed -> posts.stream()
                        .map(post -> post.readBy(followed.contains(post.author().id())))
                        .toList());
    }
}
