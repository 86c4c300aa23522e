package dev.tidepool.staking.transaction;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON body of create-and-delegate. Amounts are decimal strings; a JSON number is refused, it may have lost digits. */
record StakeRequest(
        @Schema(required = true, description = "Wallet that funds the stake; becomes staker and withdrawer") @Nullable
        String owner,

        @Schema(description = "Wallet that pays the fee; the owner by default") @Nullable
        String feePayer,

        @Schema(required = true, description = "Vote account") @Nullable
        String validator,

        @Schema(required = true, description = "What to delegate, a decimal string; rent comes on top") @Nullable
        String lamports,

        @Schema(description = "Priority fee in micro-lamports per compute unit, a decimal string; 0 by default")
        @Nullable
        String computeUnitPriceMicroLamports,

        @Schema(
                description = "legacy (by default) or 0",
                enumeration = {"legacy", "0"})
        @Nullable
        String version) {

    /**
     * The order, if every field can be one.
     *
     * @throws Problem 400 that names the field
     */
    StakeOrder toOrder() {
        PublicKey wallet = wallet("owner", owner);
        return new StakeOrder(
                wallet,
                feePayer == null ? wallet : wallet("feePayer", feePayer),
                parse("validator", validator, PublicKey::parse),
                parse("lamports", lamports, Lamports::parse),
                computeUnitPriceMicroLamports == null
                        ? Lamports.ZERO
                        : parse("computeUnitPriceMicroLamports", computeUnitPriceMicroLamports, Lamports::parse),
                version == null ? MessageVersion.LEGACY : parse("version", version, MessageVersion::ofLabel));
    }

    private static PublicKey wallet(String field, @Nullable String text) {
        PublicKey key = parse(field, text, PublicKey::parse);
        if (!key.onCurve()) {
            throw Problem.invalidField(
                    field, field + " must be a wallet that can sign: this address has no private key.");
        }
        return key;
    }

    private static <T> T parse(String field, @Nullable String text, Function<String, T> parser) {
        if (text == null) {
            throw Problem.invalidField(field, field + " is required.");
        }
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException refused) {
            throw Problem.invalidField(field, field + ": " + refused.getMessage() + ".");
        }
    }
}
