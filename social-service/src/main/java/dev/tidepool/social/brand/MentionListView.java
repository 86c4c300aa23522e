package dev.tidepool.social.brand;

import dev.tidepool.kernel.page.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of mentions, the latest first. */
record MentionListView(List<MentionView> data, PageInfoView pageInfo) {

    /** @param sentiment from -1 to 1 */
    record MentionView(
            String postId,
            @Nullable String commentId,
            UUID authorId,
            String authorName,
            String excerpt,
            double sentiment,
            Instant createdAt) {

        static MentionView of(Mention mention) {
            return new MentionView(
                    mention.postId(),
                    mention.commentId().orElse(null),
                    mention.author().value(),
                    mention.authorName(),
                    mention.excerpt(),
                    mention.sentiment() / 100.0,
                    mention.createdAt());
        }
    }

    /** Where the next page begins. */
    record PageInfoView(@Nullable String nextCursor, boolean hasNextPage) {}

    static MentionListView of(Page<Mention> page, Optional<String> next) {
        return new MentionListView(page.map(MentionView::of), new PageInfoView(next.orElse(null), page.hasMore()));
    }
}
