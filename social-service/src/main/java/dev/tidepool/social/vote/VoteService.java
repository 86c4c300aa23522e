package dev.tidepool.social.vote;

import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.social.comment.CommentId;
import dev.tidepool.social.post.PostId;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Casts votes, and tells voters what they did. */
@ApplicationScoped
class VoteService {

    private static final String VOTES = "tidepool.social.votes";

    private final VoteQueue queue;
    private final MeterRegistry metrics;

    VoteService(VoteQueue queue, MeterRegistry metrics) {
        this.queue = queue;
        this.metrics = metrics;
    }

    /** Fails with 404 for the post, 400 for one's own, 403 for an agent that is not registered. */
    Uni<VoteView> vote(AgentId agent, PostId post, Ballot ballot) {
        return vote(agent, new Poll(VoteTarget.POST, post), ballot);
    }

    /** Fails with 404 for the comment, 400 for one's own, 403 for an agent that is not registered. */
    Uni<VoteView> vote(AgentId agent, CommentId comment, Ballot ballot) {
        return vote(agent, new Poll(VoteTarget.COMMENT, comment), ballot);
    }

    private Uni<VoteView> vote(AgentId agent, Poll poll, Ballot ballot) {
        return queue.cast(poll, agent, ballot).invoke(this::counted).map(VoteView::of);
    }

    private void counted(VoteOutcome.Counted counted) {
        metrics.counter(
                        VOTES,
                        "action",
                        counted.change().action(),
                        "target",
                        counted.target().kind())
                .increment();
    }
}
