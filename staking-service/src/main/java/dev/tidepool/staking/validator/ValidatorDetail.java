package dev.tidepool.staking.validator;

import dev.tidepool.staking.solana.VoteState;

/** A validator, all that its own account says, and the reading that it belongs to. */
record ValidatorDetail(Validator validator, VoteState state, ValidatorSet set) {}
