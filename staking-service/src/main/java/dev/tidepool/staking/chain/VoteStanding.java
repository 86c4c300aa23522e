package dev.tidepool.staking.chain;

import dev.tidepool.staking.solana.VoteState.EpochCredits;
import java.util.List;

/**
 * A vote account and what it has done lately.
 *
 * @param lastVote slot; 0 when it has never voted
 * @param credits of the last epochs in which it voted, the oldest first, five at most
 */
public record VoteStanding(VoteAccount account, long lastVote, List<EpochCredits> credits) {

    public VoteStanding {
        credits = List.copyOf(credits);
    }
}
