package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.ErrorCode;

/** Why the chain, as it is now, would not take what is ordered. */
public enum OrderError implements ErrorCode {
    TRANSACTION_TOO_LARGE(422, "More than a transaction holds"),
    VALIDATOR_NOT_FOUND(422, "Not a vote account of this cluster"),
    STAKE_ACCOUNT_NOT_FOUND(422, "Not a stake account"),
    NONCE_ACCOUNT_NOT_FOUND(422, "Not a nonce account"),
    ACCOUNT_IN_USE(422, "There is an account already"),
    AUTHORITY_MISMATCH(422, "Another key has this power"),
    LOCKUP_IN_FORCE(422, "The lockup's custodian must sign"),
    STAKE_STATE_CONFLICT(422, "The stake account's state does not allow it"),
    ACCOUNTS_DIFFER(422, "The two stake accounts do not go together"),
    AMOUNT_BELOW_MINIMUM(422, "Less than the minimum delegation"),
    INSUFFICIENT_STAKE(422, "The stake account does not hold enough that is free"),
    POOL_STATE_CONFLICT(422, "The stake pool's state does not allow it"),
    INSUFFICIENT_POOL_TOKENS(422, "The owner has fewer tokens of the pool"),
    INSUFFICIENT_FUNDS(422, "The account does not hold enough"),
    REMAINDER_BELOW_RENT(422, "The account would be left with less than its rent"),
    SERVICE_FEE_TOO_HIGH(422, "The service fee is above its limit");

    private final int status;
    private final String title;

    OrderError(int status, String title) {
        this.status = status;
        this.title = title;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
