package dev.tidepool.staking.validator;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.order.OrderError;
import java.util.Comparator;
import java.util.List;

/** Which validator is taken where a request names none. Pure. */
public final class ValidatorChoice {

    private ValidatorChoice() {}

    /**
     * One that votes, of the least commission; among equals the one with the least stake, so that what names none does not all
     * go to the largest.
     *
     * @throws Problem 422 when none votes
     */
    public static VoteAccount choose(List<VoteAccount> all) {
        return all.stream()
                .filter(account -> !account.delinquent())
                .min(Comparator.comparingInt(VoteAccount::commissionPercent)
                        .thenComparing(VoteAccount::activated)
                        .thenComparing(account -> account.address().toString()))
                .orElseThrow(() -> Problem.of(
                                OrderError.VALIDATOR_NOT_FOUND, "No validator of this cluster votes now. Name one.")
                        .with("field", "validator"));
    }
}
