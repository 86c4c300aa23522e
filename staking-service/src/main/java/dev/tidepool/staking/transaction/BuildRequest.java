package dev.tidepool.staking.transaction;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What the body of a build may have, for the description alone: the body itself is read field by field, so that a field
 * that the kind does not take is refused. A test compares the two.
 */
record BuildRequest(
        @Schema(description = "Wallet that funds what is made, and has every power that no other field names")
        String owner,

        @Schema(description = "Wallet that pays the fee and nothing else; by default whoever acts")
        String feePayer,

        @Schema(description = "Who may stake: delegate, deactivate, split, merge, move-*; the owner by default")
        String staker,

        @Schema(description = "Who may withdraw: withdraw, authorize, set-lockup; the owner by default")
        String withdrawer,

        @Schema(
                description =
                        "Signs while a lockup is in force: withdraw, authorize, set-lockup. At create-and-delegate, of its lockup")
        String custodian,

        @Schema(description = "The account; at create-and-delegate that of a new key, which signs; derived by default")
        String stakeAccount,

        @Schema(description = "Vote account: create-and-delegate, delegate")
        String validator,

        @Schema(
                description =
                        "Decimal string. What is delegated (rent comes on top), withdrawn (or all), split off or moved")
        String lamports,

        @Schema(description = "The same in SOL, a decimal string with at most 9 places; in place of lamports")
        String sol,

        @Schema(description = "liquid-unstake: tokens of the pool in their smallest unit, a decimal string (or all)")
        String poolTokens,

        @Schema(description = "withdraw, claim, close-nonce, liquid-unstake: who gets it; by default who signs")
        String recipient,

        @Schema(description = "split: of a new key, which signs; derived by default. move-*: which takes")
        String destination,

        @Schema(description = "merge: which is closed") String source,

        @Schema(
                description = "authorize: which power is given",
                enumeration = {"staker", "withdrawer"})
        String power,

        @Schema(description = "authorize: who gets the power")
        String newAuthority,

        @Schema(description = "authorize, set-lockup: the new holder signs too, which shows that the key exists")
        boolean checked,

        @Schema(description = "create-and-delegate, set-lockup: seconds; 0 binds nothing")
        long lockupUnixTimestamp,

        @Schema(description = "create-and-delegate, set-lockup: 0 binds nothing")
        long lockupEpoch,

        @Schema(description = "set-lockup: the next custodian")
        String newCustodian,

        @Schema(
                description =
                        "*-nonce: the nonce account; at create-nonce of a new key, which signs; derived by default")
        String account,

        @Schema(description = "*-nonce: who may advance and close it; the owner by default")
        String authority,

        @Schema(
                description =
                        "A nonce account in place of a recent blockhash: the transaction does not expire by itself")
        String nonceAccount,

        @Schema(description = "Who advances it; by default whoever acts")
        String nonceAuthority,

        @Schema(
                description = "legacy (by default) or 0",
                enumeration = {"legacy", "0"})
        String version,

        @Schema(
                description =
                        "A number from 1 to 1400000, or auto: what a simulation uses, and a margin; by default what"
                                + " the kind was measured to use, and a margin")
        String computeUnitLimit,

        @Schema(
                description =
                        "Priority fee in micro-lamports per compute unit, a decimal string, or p1 to p99: that percentile of recent fees; 0 by default")
        String computeUnitPriceMicroLamports,

        @Schema(description = "Stands in the transaction, for everybody to read")
        String memo,

        @Schema(description = "Whether the answer tells what the cluster makes of it")
        boolean simulate,

        @Schema(
                description =
                        "batch: 1 to 23 objects, each with its kind and the fields of that; all of them happen, or none")
        List<Map<String, Object>> operations) {}
