package dev.tidepool.staking.validator;

import dev.tidepool.staking.chain.VoteAccount;
import java.util.Comparator;
import java.util.List;

/** JSON: {@code {"validators":[{"voteAccount","nodeAddress","commissionPercent","activatedLamports","delinquent"}]}}. */
record ValidatorsView(List<ValidatorView> validators) {

    /** Amounts are strings: JSON numbers lose what is above 2^53. */
    record ValidatorView(
            String voteAccount,
            String nodeAddress,
            int commissionPercent,
            String activatedLamports,
            boolean delinquent) {

        static ValidatorView of(VoteAccount account) {
            return new ValidatorView(
                    account.address().toString(),
                    account.node().toString(),
                    account.commissionPercent(),
                    account.activated().toString(),
                    account.delinquent());
        }
    }

    static ValidatorsView of(List<VoteAccount> accounts) {
        return new ValidatorsView(accounts.stream()
                .sorted(Comparator.comparing(VoteAccount::activated).reversed())
                .map(ValidatorView::of)
                .toList());
    }
}
