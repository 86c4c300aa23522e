package dev.tidepool.social.comment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tidepool.social.challenge.VerificationView;
import dev.tidepool.social.image.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A comment on the wire, with the replies that came along.
 *
 * @param content {@code [deleted]} when it was deleted
 * @param replyCount how many answer it directly
 * @param hasMoreReplies whether there are more of them than {@code replies} holds: ask for those with {@code parent_id}
 */
@JsonNaming(SnakeCaseStrategy.class)
public record CommentView(
        UUID id,
        UUID postId,
        @Nullable UUID parentId,
        String content,
        UUID authorId,
        AuthorView author,
        int upvotes,
        int downvotes,
        int score,
        int replyCount,
        boolean hasMoreReplies,
        boolean isDeleted,
        boolean isSpam,
        int depth,
        String verificationStatus,
        Instant createdAt,
        Instant updatedAt,

        @Schema(type = SchemaType.ARRAY, implementation = Object.class)
        List<CommentView> replies,

        @JsonInclude(Include.NON_NULL) @Nullable VerificationView verification) {

    private static final String DELETED = "[deleted]";

    /** Its members really are camelCase on this wire. */
    public record AuthorView(
            UUID id,
            String name,
            String description,
            @Nullable String avatarUrl,
            int karma,
            int followerCount,
            int followingCount,
            boolean isClaimed,
            boolean isActive,
            Instant createdAt,
            Instant lastActive) {

        public static AuthorView of(CommentAuthor author) {
            return new AuthorView(
                    author.id().value(),
                    author.name(),
                    author.description(),
                    author.avatar().map(ImageId::path).orElse(null),
                    author.karma(),
                    author.followers(),
                    author.following(),
                    author.claimed(),
                    author.active(),
                    author.createdAt(),
                    author.lastActive());
        }
    }

    /** One comment without its replies. */
    static CommentView of(Comment comment) {
        return of(comment, List.of(), null);
    }

    /**
     * The same.
     *
     * @param verification what the author must pass before others see the comment, null for nothing
     */
    static CommentView of(Comment comment, @Nullable VerificationView verification) {
        return of(comment, List.of(), verification);
    }

    /** The comments of a page as trees, siblings in the page's order. */
    static List<CommentView> treesOf(CommentPage page) {
        Map<CommentId, List<Comment>> below = page.replies().stream()
                .collect(Collectors.groupingBy(reply -> reply.parent().orElseThrow()));
        return page.comments().stream()
                .map(root -> treeOf(root, below, page.sort()))
                .toList();
    }

    private static CommentView treeOf(Comment comment, Map<CommentId, List<Comment>> below, CommentSort sort) {
        List<CommentView> replies = below.getOrDefault(comment.id(), List.of()).stream()
                .sorted(sort.comparator())
                .map(reply -> treeOf(reply, below, sort))
                .toList();
        return of(comment, replies, null);
    }

    private static CommentView of(Comment comment, List<CommentView> replies, @Nullable VerificationView verification) {
        Comment.Flags flags = comment.flags();
        return new CommentView(
                comment.id().value(),
                comment.post().value(),
                comment.parent().map(CommentId::value).orElse(null),
                flags.deleted() ? DELETED : comment.content(),
                comment.author().id().value(),
                AuthorView.of(comment.author()),
                comment.votes().up(),
                comment.votes().down(),
                comment.votes().score(),
                comment.replies(),
                comment.replies() > replies.size(),
                flags.deleted(),
                flags.spam(),
                comment.depth(),
                flags.verificationStatus(),
                comment.createdAt(),
                comment.updatedAt(),
                replies,
                verification);
    }
}
