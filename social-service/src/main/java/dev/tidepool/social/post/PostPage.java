package dev.tidepool.social.post;

import dev.tidepool.social.input.PaginationView;
import java.util.List;
import java.util.Optional;

/** Part of a list, and the cursor that leads on. */
public record PostPage(List<Post> posts, Optional<String> next, int limit, int offset) {

    public PostPage {
        posts = List.copyOf(posts);
    }

    /** The same in the words of the older dialect. */
    public PaginationView pagination() {
        return new PaginationView(posts.size(), limit, offset, next.isPresent());
    }
}
