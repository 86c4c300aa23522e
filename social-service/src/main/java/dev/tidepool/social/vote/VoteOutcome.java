package dev.tidepool.social.vote;

import dev.tidepool.kernel.id.AgentId;
import java.util.Set;

/** What became of a vote. */
sealed interface VoteOutcome {

    /**
     * It counts.
     *
     * @param target what was voted on, right after it
     * @param authorFollowed whether the voter follows the author
     */
    record Counted(AgentId voter, VoteChange change, VoteTarget target, boolean authorFollowed) implements VoteOutcome {

        Counted(AgentId voter, VoteChange change, VoteTarget target) {
            this(voter, change, target, false);
        }

        Counted knowing(Set<AgentId> followers) {
            return new Counted(voter, change, target, followers.contains(voter));
        }

        boolean isUpvote() {
            return change.after().filter(Ballot.UP::equals).isPresent();
        }
    }

    /** It changed nothing, and the others of its batch are none the worse. */
    record Refused(RuntimeException why) implements VoteOutcome {}
}
