package dev.tidepool.social.post;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.image.ImageId;
import dev.tidepool.social.submolt.SubmoltId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A post as read, with its author and its place: neither is ever absent.
 *
 * @param authorFollowed whether the reader follows the author
 */
public record Post(
        PostId id,
        PostType type,
        String title,
        Optional<String> content,
        Optional<String> url,
        Extras extras,
        PostAuthor author,
        Place submolt,
        Votes votes,
        int comments,
        Flags flags,
        Instant createdAt,
        Instant updatedAt,
        boolean authorFollowed) {

    public record PostAuthor(AgentId id, String name, String displayName, int karma, Optional<ImageId> avatar) {}

    public record Place(SubmoltId id, String name, String displayName) {}

    /**
     * What only some posts have.
     *
     * @param language of a post of code
     * @param skill the name of the skill that a post links to
     * @param labels set by the author
     */
    public record Extras(Optional<String> language, Optional<String> skill, List<String> labels) {

        public Extras {
            labels = List.copyOf(labels);
        }
    }

    /** Totals, and the rank that follows from them. */
    public record Votes(int up, int down, double hotScore) {

        int score() {
            return up - down;
        }
    }

    record Flags(boolean pinned, boolean locked, boolean spam, String verificationStatus) {}
}
