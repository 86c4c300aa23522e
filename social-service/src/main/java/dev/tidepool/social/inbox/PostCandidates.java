package dev.tidepool.social.inbox;

import dev.tidepool.social.post.Post;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostPage;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Posts among which are all that a page may show, as far as they reach: some of them may be gone, or followed no more. Pure.
 *
 * @param lowest the last place down to which no post is missing; empty when none is missing at all
 */
record PostCandidates(List<PostId> posts, Optional<Place> lowest) {

    PostCandidates {
        posts = List.copyOf(posts);
    }

    /** A place in the order of time: ids decide between posts of the same instant. */
    record Place(long micros, PostId post) {

        private boolean isAtMost(Post other) {
            long at = ChronoUnit.MICROS.between(Instant.EPOCH, other.createdAt());
            return micros < at
                    || (micros == at && post.toString().compareTo(other.id().toString()) <= 0);
        }
    }

    /** Whether the page that was cut of these is the one that would be cut of all. */
    boolean suffice(PostPage page) {
        return lowest.isEmpty()
                || (page.next().isPresent()
                        && lowest.get().isAtMost(page.posts().getLast()));
    }
}
