package dev.tidepool.social.report;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.id.TypedId;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.post.PostId;
import dev.tidepool.social.submolt.SubmoltId;
import java.time.Instant;

/**
 * A report as stored.
 *
 * @param details what the reporter says, perhaps empty
 */
record Report(
        ReportId id,
        SubmoltId submolt,
        Target target,
        AgentId reporter,
        String reporterName,
        ReportReason reason,
        String details,
        Instant createdAt) {

    /** What is reported. */
    sealed interface Target {

        TypedId id();

        /** The name of its kind. */
        String kind();

        record OfPost(PostId id) implements Target {

            @Override
            public String kind() {
                return "post";
            }
        }

        record OfComment(CommentId id) implements Target {

            @Override
            public String kind() {
                return "comment";
            }
        }
    }
}
