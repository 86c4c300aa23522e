package dev.tidepool.staking.agent;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.transaction.InstructionView;
import dev.tidepool.staking.transaction.MonitorView;
import dev.tidepool.staking.transaction.TransactionView;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of what was built. Amounts are decimal strings of lamports. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record BuiltView(
        UUID id,
        @Schema(description = "On which it is") String cluster,

        @Schema(description = "Base64, unsigned: zeros where the signatures of requiredSigners go")
        String transaction,

        List<String> requiredSigners,

        @Schema(description = "That it makes or is about, where it is one")
        Optional<String> stakeAccount,

        @Schema(description = "Named, or chosen: one that votes, of the least commission")
        Optional<String> validatorVoteAccount,

        @Schema(description = "In which it is delegated if it lands now; it earns from the next")
        Optional<Long> activationEpoch,

        @Schema(description = "What the operator charges") String feeAmount,

        @Schema(description = "All that it costs besides the stake: network, operator, rent")
        String totalFees,

        Optional<Long> lastValidBlockHeight,
        Optional<Long> expiresInBlocks,
        List<InstructionView> instructions,

        @Schema(description = "Where it is submitted and followed, of build-and-monitor")
        Optional<MonitorView> monitor) {

    static BuiltView of(TransactionView built, Optional<String> validator, Optional<Long> epoch) {
        return new BuiltView(
                built.id(),
                built.cluster(),
                built.transaction(),
                built.requiredSigners(),
                built.stakeAccount().map(TransactionView.TargetView::address),
                validator,
                epoch,
                built.fees().service(),
                built.fees().total(),
                built.lastValidBlockHeight(),
                built.expiresInBlocks(),
                built.instructions(),
                Optional.empty());
    }

    BuiltView monitored() {
        return new BuiltView(
                id,
                cluster,
                transaction,
                requiredSigners,
                stakeAccount,
                validatorVoteAccount,
                activationEpoch,
                feeAmount,
                totalFees,
                lastValidBlockHeight,
                expiresInBlocks,
                instructions,
                Optional.of(MonitorView.of(id)));
    }
}
