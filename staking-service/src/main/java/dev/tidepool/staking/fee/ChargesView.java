package dev.tidepool.staking.fee;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of what the chain charges. Amounts are decimal strings of lamports, if nothing else is said. */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ChargesView(
        @Schema(
                description = "What a transaction pays for each signature; null when the node did not tell",
                nullable = true)
        Optional<String> lamportsPerSignature,

        @Schema(description = "Null when the node knows of no slots", nullable = true)
        Optional<PricesView> computeUnitPrice,

        RentView rent,

        @Schema(description = "The least that a stake account may delegate")
        String minimumDelegation,

        @Schema(description = "Why something is null", nullable = true)
        Optional<String> reason) {

    @Schema(
            description =
                    "Decimal strings of micro-lamports for a compute unit: of each recent slot the lowest price that it took, whatever"
                            + " the accounts. p75 is what three quarters of the slots did not exceed.")
    record PricesView(
            int slots,

            @Schema(description = "Slots that took transactions which offered nothing")
            int freeSlots,

            String p25,
            String p50,
            String p75,
            String p90,
            String p99,
            String max) {

        static PricesView of(RecentPrices prices) {
            return new PricesView(
                    prices.slots(),
                    prices.free(),
                    prices.percentile(25).toString(),
                    prices.percentile(50).toString(),
                    prices.percentile(75).toString(),
                    prices.percentile(90).toString(),
                    prices.percentile(99).toString(),
                    prices.percentile(100).toString());
        }
    }

    /** What accounts must hold; it comes back when they are closed. */
    record RentView(
            String stakeAccount,
            String nonceAccount,

            @Schema(description = "Of a wallet, unless it holds nothing")
            String wallet) {}

    static ChargesView of(Charges charges) {
        Optional<String> noFee = charges.perSignature().isPresent()
                ? Optional.empty()
                : Optional.of("The RPC endpoint did not tell the fee of a transaction.");
        Optional<String> noPrices = charges.prices().isEmpty()
                ? Optional.of("The RPC endpoint knows the prices of no recent slot.")
                : Optional.empty();
        return new ChargesView(
                charges.perSignature().map(Object::toString),
                Optional.of(charges.prices())
                        .filter(prices -> !prices.isEmpty())
                        .map(PricesView::of),
                new RentView(
                        charges.stakeRent().toString(),
                        charges.nonceRent().toString(),
                        charges.walletRent().toString()),
                charges.minimumDelegation().toString(),
                noFee.or(() -> noPrices));
    }
}
