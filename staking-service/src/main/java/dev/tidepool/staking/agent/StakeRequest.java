package dev.tidepool.staking.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the body of a build may have, for the description alone: it is read field by field. */
record StakeRequest(
        @Schema(required = true, description = "Owns the stake and pays")
        String agentWallet,

        @Schema(required = true, description = "Lamports, as a number or a decimal string; rent comes on top")
        String amount,

        @Schema(description = "Chosen where it is left out: one that votes, of the least commission")
        String validatorVoteAccount,

        @Schema(description = "Who may deactivate and delegate; the wallet by default")
        String stakeAuthority) {}
