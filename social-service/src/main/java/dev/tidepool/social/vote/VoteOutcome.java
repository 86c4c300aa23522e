package dev.tidepool.social.vote;

/** What became of a vote. */
sealed interface VoteOutcome {

    /**
     * It counts.
     *
     * @param target what was voted on, right after it
     */
    record Counted(VoteChange change, VoteTarget target) implements VoteOutcome {

        boolean isUpvote() {
            return change.after().filter(Ballot.UP::equals).isPresent();
        }
    }

    /** It changed nothing, and the others of its batch are none the worse. */
    record Refused(RuntimeException why) implements VoteOutcome {}
}
