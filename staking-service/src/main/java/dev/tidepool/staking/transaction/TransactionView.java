package dev.tidepool.staking.transaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.order.Fees;
import dev.tidepool.staking.order.Target;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.TransactionSignature;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** JSON of a transaction. Amounts are decimal strings of lamports. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record TransactionView(
        UUID id,

        @Schema(description = "That it was built for; default: the default one, before it had a name")
        String cluster,

        @Schema(description = "create-and-delegate, deactivate and so on")
        String kind,

        @Schema(description = "Base64, unsigned: zeros where the signatures go, in the order of requiredSigners")
        String transaction,

        @Schema(description = "SHA-256 of the message that is to be signed, hex")
        String messageHash,

        String version,
        List<String> requiredSigners,
        String blockhash,

        @Schema(description = "Absent while a nonce keeps it alive")
        Optional<Long> lastValidBlockHeight,

        @Schema(
                description =
                        "At a build: how many blocks can still take it, rather too few than too many; absent while a nonce keeps it alive")
        Optional<Long> expiresInBlocks,

        FeesView fees,

        @Schema(description = "That it makes or is about, where it is one")
        Optional<TargetView> stakeAccount,

        @Schema(description = "That it makes or is about, of kinds about nonces")
        Optional<TargetView> nonceAccount,

        @Schema(description = "What the transaction does, for people")
        List<InstructionView> instructions,

        @Schema(description = "built, submitted, processed, confirmed, finalized, expired or failed")
        String state,

        @Schema(description = "Present once submitted") Optional<String> signature,
        @Schema(description = "Of the block it is in") Optional<Long> slot,

        @Schema(description = "The runtime's own, once failed")
        Optional<String> error,

        @Schema(description = "The same for people") Optional<FailureView> failure,

        List<WarningView> warnings,

        @Schema(description = "Why these accounts, of kinds that choose them")
        List<String> explanation,

        @Schema(description = "What the cluster made of it, where simulate was asked for")
        Optional<SimulationView> simulation) {

    /** What it costs besides what it moves. */
    public record FeesView(
            @Schema(description = "5000 for each signature") String base,

            @Schema(description = "Compute unit price times limit")
            String priority,

            @Schema(description = "What the operator charges: a transfer among the instructions")
            String service,

            @Schema(description = "Goes into new accounts and comes back when they are closed")
            String rent,

            String total) {}

    /** An account. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    public record TargetView(
            String address,

            @Schema(description = "Where the address is derived from one")
            Optional<String> seed) {

        static TargetView of(Target target) {
            return new TargetView(target.address().toString(), target.seed());
        }
    }

    /** What does not stop a build. */
    public record WarningView(String code, String detail) {}

    static TransactionView of(StoredTransaction stored) {
        return of(stored, Optional.empty(), Optional.empty());
    }

    static TransactionView of(
            StoredTransaction stored, Optional<Long> expiresInBlocks, Optional<SimulationView> simulation) {
        return new TransactionView(
                stored.id().value(),
                stored.cluster(),
                stored.kind().label(),
                stored.unsigned().encode().toBase64(),
                stored.unsigned().messageHash().toHex(),
                stored.unsigned().message().version().label(),
                stored.unsigned().message().requiredSigners().stream()
                        .map(PublicKey::toString)
                        .toList(),
                stored.unsigned().message().blockhash().toString(),
                stored.ending().lastValidBlockHeight(),
                expiresInBlocks,
                fees(stored.fees()),
                target(stored, false),
                target(stored, true),
                InstructionView.of(stored.unsigned().message()),
                stored.state().label(),
                stored.state().signature().map(TransactionSignature::toString),
                stored.state().slot(),
                error(stored),
                error(stored).map(error -> FailureView.of(error, stored.message())),
                stored.warnings().stream()
                        .map(warning -> new WarningView(warning.name(), warning.detail()))
                        .toList(),
                stored.explanation(),
                simulation);
    }

    private static Optional<String> error(StoredTransaction stored) {
        return stored.state() instanceof TransactionState.Failed failed
                ? Optional.of(failed.error())
                : Optional.empty();
    }

    private static Optional<TargetView> target(StoredTransaction stored, boolean ofNonce) {
        return stored.target()
                .filter(target -> stored.kind().isOfNonce() == ofNonce)
                .map(TargetView::of);
    }

    private static FeesView fees(Fees fees) {
        return new FeesView(
                fees.base().toString(),
                fees.priority().toString(),
                fees.service().toString(),
                fees.rent().toString(),
                fees.total().toString());
    }
}
