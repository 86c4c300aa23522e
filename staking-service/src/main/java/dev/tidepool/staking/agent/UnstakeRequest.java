package dev.tidepool.staking.agent;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the body of an unstake may have, for the description alone: it is read field by field. */
record UnstakeRequest(
        @Schema(required = true, description = "The staker of what cools down")
        String agentWallet,

        @Schema(description = "The whole account") String stakeAccount,

        @Schema(description = "In its place: lamports, of accounts that are chosen")
        String amount) {}
