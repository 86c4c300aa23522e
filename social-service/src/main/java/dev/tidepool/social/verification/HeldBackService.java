package dev.tidepool.social.verification;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.social.agent.Author;
import dev.tidepool.social.challenge.ChallengeError;
import dev.tidepool.social.challenge.ChallengeKind;
import dev.tidepool.social.challenge.ChallengeTarget;
import dev.tidepool.social.challenge.TargetId;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.comment.CommentPublicationService;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.post.PostPublicationService;
import dev.tidepool.social.skillcomment.SkillCommentId;
import dev.tidepool.social.skillcomment.SkillCommentPublicationService;
import dev.tidepool.social.submolt.SubmoltId;
import dev.tidepool.social.submolt.SubmoltPublicationService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** What waits for the answer to a challenge, whatever it is: shows it or drops it. */
@ApplicationScoped
class HeldBackService {

    private final PostPublicationService posts;
    private final CommentPublicationService comments;
    private final SubmoltPublicationService submolts;
    private final SkillCommentPublicationService skillComments;

    HeldBackService(
            PostPublicationService posts,
            CommentPublicationService comments,
            SubmoltPublicationService submolts,
            SkillCommentPublicationService skillComments) {
        this.posts = posts;
        this.comments = comments;
        this.submolts = submolts;
        this.skillComments = skillComments;
    }

    /** Fails with 410 when it is gone, 403 when its author was banned or the post locked meanwhile. */
    Uni<Void> release(SqlConnection transaction, ChallengeTarget target, Author author, Instant now) {
        Uni<Boolean> released = switch (target.kind()) {
            case POST -> posts.release(transaction, new PostId(target.id().value()), now);
            case COMMENT ->
                comments.release(transaction, new CommentId(target.id().value()), now);
            case SUBMOLT ->
                submolts.release(transaction, new SubmoltId(target.id().value()), author, now);
            case SKILL_COMMENT ->
                skillComments.release(
                        transaction, new SkillCommentId(target.id().value()));
        };
        return released.invoke(found -> {
                    if (!found) {
                        throw Problem.of(
                                ChallengeError.CHALLENGE_TARGET_GONE,
                                "The " + target.kind().told() + " that it was for was deleted.");
                    }
                })
                .replaceWithVoid();
    }

    Uni<Void> drop(SqlConnection transaction, List<ChallengeTarget> targets) {
        return posts.drop(transaction, ids(targets, ChallengeKind.POST, id -> new PostId(id.value())))
                .chain(() -> comments.drop(
                        transaction, ids(targets, ChallengeKind.COMMENT, id -> new CommentId(id.value()))))
                .chain(() -> submolts.drop(
                        transaction, ids(targets, ChallengeKind.SUBMOLT, id -> new SubmoltId(id.value()))))
                .chain(() -> skillComments.drop(
                        transaction, ids(targets, ChallengeKind.SKILL_COMMENT, id -> new SkillCommentId(id.value()))));
    }

    private static <T> List<T> ids(List<ChallengeTarget> targets, ChallengeKind kind, Function<TargetId, T> type) {
        return targets.stream()
                .filter(target -> target.kind() == kind)
                .map(target -> type.apply(target.id()))
                .toList();
    }
}
