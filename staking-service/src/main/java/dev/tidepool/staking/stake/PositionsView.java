package dev.tidepool.staking.stake;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.solana.Delegation;
import dev.tidepool.staking.solana.Lockup;
import dev.tidepool.staking.solana.PublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a wallet's positions. Amounts are decimal strings of lamports. */
public record PositionsView(
        String wallet,
        long epoch,

        @Schema(description = "Over all positions, also those that are not listed")
        TotalsView totals,

        @Schema(description = "How many there are") int count,

        @Schema(description = "The largest first, 1000 at most")
        List<PositionView> positions) {

    /** A part of it. */
    public record TotalsView(
            String lamports, String effective, String activating, String deactivating, String withdrawable) {}

    /** A part of it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record PositionView(
            String stakeAccount,

            @Schema(description = "activating, active, deactivating or inactive")
            String state,

            @Schema(description = "All that the account holds")
            String lamports,

            @Schema(description = "Of it, what must stay while the account does")
            String rent,

            String effective,
            String activating,

            @Schema(description = "Effective still, until the epoch ends")
            String deactivating,

            @Schema(description = "What the withdrawer may take at once")
            String withdrawable,

            String staker,
            String withdrawer,

            @Schema(description = "What the wallet is to it: staker, withdrawer or both")
            List<String> roles,

            Optional<DelegationView> delegation,
            Optional<LockupView> lockup) {

        static PositionView of(Position position, PublicKey wallet) {
            return new PositionView(
                    position.address().toString(),
                    position.activation().state().name().toLowerCase(Locale.ROOT),
                    position.lamports().toString(),
                    position.meta().rentReserve().toString(),
                    position.activation().effective().toString(),
                    position.activation().activating().toString(),
                    position.activation().deactivating().toString(),
                    position.withdrawable().toString(),
                    position.meta().staker().toString(),
                    position.meta().withdrawer().toString(),
                    roles(position, wallet),
                    position.delegation().map(DelegationView::of),
                    position.lockup().map(lockup -> LockupView.of(lockup, position.locked())));
        }

        private static List<String> roles(Position position, PublicKey wallet) {
            if (position.isStakedBy(wallet)) {
                return position.isWithdrawnBy(wallet) ? List.of("staker", "withdrawer") : List.of("staker");
            }
            return List.of("withdrawer");
        }
    }

    /** A part of it. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record DelegationView(
            String validator,
            String lamports,

            @Schema(description = "Absent for stake that the chain began with")
            Optional<Long> activationEpoch,

            @Schema(description = "Present once it was deactivated")
            Optional<Long> deactivationEpoch) {

        static DelegationView of(Delegation delegation) {
            return new DelegationView(
                    delegation.voter().toString(),
                    delegation.stake().toString(),
                    epoch(delegation.activationEpoch()),
                    epoch(delegation.deactivationEpoch()));
        }

        private static Optional<Long> epoch(long epoch) {
            return epoch < 0 ? Optional.empty() : Optional.of(epoch);
        }
    }

    /** A part of it. */
    public record LockupView(
            @Schema(description = "Seconds") long unixTimestamp,
            String epoch,
            String custodian,
            @Schema(description = "Whether it binds now") boolean inForce) {

        static LockupView of(Lockup lockup, boolean inForce) {
            return new LockupView(
                    lockup.unixTimestamp(),
                    Long.toUnsignedString(lockup.epoch()),
                    lockup.custodian().toString(),
                    inForce);
        }
    }

    static PositionsView of(Positions positions, int max) {
        return new PositionsView(
                positions.wallet().toString(),
                positions.epoch(),
                new TotalsView(
                        positions.sum(Position::lamports).toString(),
                        positions
                                .sum(position -> position.activation().effective())
                                .toString(),
                        positions
                                .sum(position -> position.activation().activating())
                                .toString(),
                        positions
                                .sum(position -> position.activation().deactivating())
                                .toString(),
                        positions.sum(Position::withdrawable).toString()),
                positions.all().size(),
                positions.all().stream()
                        .limit(max)
                        .map(position -> PositionView.of(position, positions.wallet()))
                        .toList());
    }
}
