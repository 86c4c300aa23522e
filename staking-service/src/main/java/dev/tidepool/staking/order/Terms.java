package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import java.util.Optional;

/**
 * What is the same for transactions of every kind.
 *
 * @param feePayer pays the transaction's fee, and nothing else
 * @param unitLimit empty for what the kind was measured to use, with a margin
 * @param unitPrice micro-lamports per compute unit
 * @param memo stands in the transaction for everybody to read
 */
public record Terms(
        PublicKey feePayer,
        MessageVersion version,
        Optional<Integer> unitLimit,
        Lamports unitPrice,
        Optional<String> memo,
        Optional<DurableNonce> nonce) {

    private static final int MOST_UNITS = 1_400_000;

    /** A nonce account in place of a recent blockhash, and who may advance it. */
    public record DurableNonce(PublicKey account, Authority authority) {}

    static Terms read(Fields fields, PublicKey principal) {
        return new Terms(
                fields.optionalWallet("feePayer").orElse(principal),
                fields.text("version")
                        .map(text -> fields.parsed("version", text, MessageVersion::ofLabel))
                        .orElse(MessageVersion.LEGACY),
                unitLimit(fields),
                fields.text("computeUnitPriceMicroLamports")
                        .map(text -> fields.parsed("computeUnitPriceMicroLamports", text, Lamports::parse))
                        .orElse(Lamports.ZERO),
                memo(fields),
                nonce(fields, principal));
    }

    private static Optional<Integer> unitLimit(Fields fields) {
        Optional<Long> limit = fields.integer("computeUnitLimit", 1);
        if (limit.isPresent() && limit.get() > MOST_UNITS) {
            throw Problem.invalidField("computeUnitLimit", "computeUnitLimit is at most " + MOST_UNITS + ".");
        }
        return limit.map(Long::intValue);
    }

    private static Optional<String> memo(Fields fields) {
        Optional<String> memo = fields.text("memo");
        if (memo.isPresent() && memo.get().isBlank()) {
            throw Problem.invalidField("memo", "memo must have text, or be left out.");
        }
        return memo;
    }

    private static Optional<DurableNonce> nonce(Fields fields, PublicKey principal) {
        Authority authority = fields.optionalWallet("nonceAuthority")
                .map(key -> new Authority("nonceAuthority", key))
                .orElse(new Authority("nonceAuthority", principal));
        return fields.optionalKey("nonceAccount").map(account -> new DurableNonce(account, authority));
    }
}
