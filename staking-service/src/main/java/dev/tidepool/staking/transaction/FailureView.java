package dev.tidepool.staking.transaction;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tidepool.staking.solana.Message;
import dev.tidepool.staking.solana.ProgramErrors;
import dev.tidepool.staking.solana.PublicKey;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** JSON of why a transaction failed, read from the runtime's error by the program of the instruction that failed. */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record FailureView(
        @Schema(description = "In capitals: the program's own error, or the runtime's")
        String code,

        String detail,

        @Schema(description = "Place of the instruction that failed, from 0")
        Optional<Integer> instruction,

        @Schema(description = "Whose instruction it was") Optional<String> programId) {

    private static final Map<String, String> DETAILS = Map.ofEntries(
            Map.entry("LOCKUP_IN_FORCE", "The lockup's custodian must sign."),
            Map.entry("ALREADY_DEACTIVATED", "The stake was deactivated before."),
            Map.entry("TOO_SOON_TO_REDELEGATE", "The stake still counts: delegate it in a later epoch."),
            Map.entry("INSUFFICIENT_STAKE", "The stake account has less stake than that."),
            Map.entry("MERGE_TRANSIENT_STAKE", "One of the two is warming up or cooling down: merge in a later epoch."),
            Map.entry("MERGE_MISMATCH", "The two differ in state, authorities, lockup or validator."),
            Map.entry("CUSTODIAN_MISSING", "The lockup's custodian must be named."),
            Map.entry("CUSTODIAN_SIGNATURE_MISSING", "The lockup's custodian must sign."),
            Map.entry("INSUFFICIENT_DELEGATION", "Less than the smallest delegation."),
            Map.entry("EPOCH_REWARDS_ACTIVE", "Rewards are being paid: try again in a minute."),
            Map.entry("ACCOUNT_ALREADY_IN_USE", "There is an account at the address already."),
            Map.entry("RESULT_WITH_NEGATIVE_LAMPORTS", "The wallet does not hold that much."),
            Map.entry("NONCE_BLOCKHASH_NOT_EXPIRED", "The nonce was advanced in this very block: try again."),
            Map.entry("BLOCKHASH_NOT_FOUND", "The blockhash has expired, or the nonce was used."),
            Map.entry("ALREADY_PROCESSED", "It landed before."),
            Map.entry("ACCOUNT_NOT_FOUND", "The fee payer holds nothing."),
            Map.entry("INSUFFICIENT_FUNDS_FOR_FEE", "The fee payer does not hold the fee."),
            Map.entry("INSUFFICIENT_FUNDS_FOR_RENT", "An account would keep less than its rent."),
            Map.entry("INSUFFICIENT_FUNDS", "An account does not hold that much, or must keep some of it."),
            Map.entry("MISSING_REQUIRED_SIGNATURE", "Somebody who has the power did not sign."),
            Map.entry("INCORRECT_PROGRAM_ID", "An account belongs to another program than expected."),
            Map.entry("INVALID_ACCOUNT_DATA", "An account is not in the state that is needed."),
            Map.entry("COMPUTATIONAL_BUDGET_EXCEEDED", "It needs more compute units than computeUnitLimit."));

    /** Of what failed, as it was signed; an error that is none of the runtime's is kept as it is. */
    static FailureView of(String error, Message message) {
        try {
            return of(Json.decodeValue(error), error, message);
        } catch (DecodeException | ClassCastException | IndexOutOfBoundsException unknown) {
            return plain("UNKNOWN", error);
        }
    }

    private static FailureView of(@Nullable Object decoded, String error, Message message) {
        if (decoded instanceof String name) {
            return plain(ProgramErrors.code(name), error);
        }
        if (!(decoded instanceof JsonObject object)) {
            return plain("UNKNOWN", error);
        }
        JsonArray failed = object.getJsonArray("InstructionError");
        if (failed != null) {
            return ofInstruction(failed.getInteger(0), failed.getValue(1), error, message);
        }
        return object.isEmpty()
                ? plain("UNKNOWN", error)
                : plain(ProgramErrors.code(object.fieldNames().iterator().next()), error);
    }

    private static FailureView ofInstruction(int place, Object reason, String error, Message message) {
        PublicKey program =
                message.accounts().get(message.instructions().get(place).programIndex());
        String code = reason instanceof JsonObject custom && custom.containsKey("Custom")
                ? ProgramErrors.name(program, custom.getLong("Custom"))
                : ProgramErrors.code(String.valueOf(reason));
        return new FailureView(code, detail(code, error), Optional.of(place), Optional.of(program.toString()));
    }

    private static FailureView plain(String code, String error) {
        return new FailureView(code, detail(code, error), Optional.empty(), Optional.empty());
    }

    private static String detail(String code, String error) {
        return Optional.ofNullable(DETAILS.get(code)).orElse("The runtime says " + error + ".");
    }
}
