package dev.tidepool.staking.validator;

import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.chain.VoteStanding;
import java.util.List;

/**
 * A validator in an epoch.
 *
 * @param share of the whole activated stake, 0 to 1
 * @param slotsBehind how far its last vote is behind the newest slot
 * @param superminor whether it is one of the few that together hold more than a third of the stake
 * @param work in the last epochs that are over, the oldest first
 */
public record Validator(
        VoteStanding standing,
        double share,
        long slotsBehind,
        boolean superminor,
        List<EpochWork> work,
        Estimate estimate) {

    public Validator {
        work = List.copyOf(work);
    }

    public VoteAccount account() {
        return standing.account();
    }
}
