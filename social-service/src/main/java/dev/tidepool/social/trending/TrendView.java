package dev.tidepool.social.trending;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What moves at the moment; {@code trend} is the sum of what moved it. */
@JsonNaming(SnakeCaseStrategy.class)
record TrendView(
        boolean success,
        String window,
        List<PostView> posts,
        List<SubmoltView> submolts,
        List<TagView> tags,
        List<TrendingSkillView> skills) {

    record AuthorView(String name) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record PostView(
            UUID id,
            String title,
            AuthorView author,
            String submoltName,
            int upvotes,
            int downvotes,
            int commentCount,
            Instant createdAt,
            long trend) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record SubmoltView(UUID id, String name, String displayName, int subscriberCount, long trend) {}

    record TagView(String tag, long trend) {}

    @JsonNaming(SnakeCaseStrategy.class)
    record TrendingSkillView(
            UUID id, String slug, String displayName, String summary, long downloads, int stars, long trend) {}
}
