package dev.tidepool.staking.order;

import dev.tidepool.kernel.problem.Problem;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is the same for transactions of every kind.
 *
 * @param feePayer pays the transaction's fee, and nothing else
 * @param simulate whether the answer tells what the cluster made of it
 * @param memo stands in the transaction for everybody to read
 */
public record Terms(
        PublicKey feePayer,
        MessageVersion version,
        UnitLimit unitLimit,
        UnitPrice unitPrice,
        Optional<String> memo,
        Optional<DurableNonce> nonce,
        boolean simulate) {

    public static final int MOST_UNITS = 1_400_000;

    private static final Pattern PERCENTILE = Pattern.compile("p[1-9][0-9]?");

    /** How many compute units it may use. */
    public sealed interface UnitLimit {

        /** What its kind was measured to use, with a margin. */
        record Measured() implements UnitLimit {}

        /** What the cluster's simulation of it uses, with a margin. */
        record Simulated() implements UnitLimit {}

        record Fixed(int units) implements UnitLimit {}
    }

    /** What is bid for a compute unit, in micro-lamports. */
    public sealed interface UnitPrice {

        record Fixed(Lamports micro) implements UnitPrice {}

        /** Of what was paid lately for the accounts that it locks, 1 to 99. */
        record Percentile(int of) implements UnitPrice {}
    }

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
                        .map(text -> fields.parsed("computeUnitPriceMicroLamports", text, Terms::unitPrice))
                        .orElse(new UnitPrice.Fixed(Lamports.ZERO)),
                memo(fields),
                nonce(fields, principal),
                fields.flag("simulate"));
    }

    Terms with(UnitLimit limit, UnitPrice price) {
        return new Terms(feePayer, version, limit, price, memo, nonce, simulate);
    }

    private static UnitPrice unitPrice(String text) {
        return PERCENTILE.matcher(text).matches()
                ? new UnitPrice.Percentile(Integer.parseInt(text.substring(1)))
                : new UnitPrice.Fixed(Lamports.parse(text));
    }

    private static UnitLimit unitLimit(Fields fields) {
        if (fields.isText("computeUnitLimit", "auto")) {
            return new UnitLimit.Simulated();
        }
        Optional<Long> limit = fields.integer("computeUnitLimit", 1);
        if (limit.isPresent() && limit.get() > MOST_UNITS) {
            throw Problem.invalidField("computeUnitLimit", "computeUnitLimit is at most " + MOST_UNITS + ".");
        }
        return limit.<UnitLimit>map(units -> new UnitLimit.Fixed(units.intValue()))
                .orElse(new UnitLimit.Measured());
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
