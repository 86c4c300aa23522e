package dev.tidepool.staking.solana;

import java.util.List;
import java.util.Locale;

/** The numbers by which the Stake and the System program say why they failed, in the order of their interfaces. */
public final class ProgramErrors {

    private static final List<String> STAKE = List.of(
            "NO_CREDITS_TO_REDEEM",
            "LOCKUP_IN_FORCE",
            "ALREADY_DEACTIVATED",
            "TOO_SOON_TO_REDELEGATE",
            "INSUFFICIENT_STAKE",
            "MERGE_TRANSIENT_STAKE",
            "MERGE_MISMATCH",
            "CUSTODIAN_MISSING",
            "CUSTODIAN_SIGNATURE_MISSING",
            "INSUFFICIENT_REFERENCE_VOTES",
            "VOTE_ADDRESS_MISMATCH",
            "MINIMUM_DELINQUENT_EPOCHS_FOR_DEACTIVATION_NOT_MET",
            "INSUFFICIENT_DELEGATION",
            "REDELEGATE_TRANSIENT_OR_INACTIVE_STAKE",
            "REDELEGATE_TO_SAME_VOTE_ACCOUNT",
            "REDELEGATED_STAKE_MUST_FULLY_ACTIVATE_BEFORE_DEACTIVATION_IS_PERMITTED",
            "EPOCH_REWARDS_ACTIVE");

    private static final List<String> SYSTEM = List.of(
            "ACCOUNT_ALREADY_IN_USE",
            "RESULT_WITH_NEGATIVE_LAMPORTS",
            "INVALID_PROGRAM_ID",
            "INVALID_ACCOUNT_DATA_LENGTH",
            "MAX_SEED_LENGTH_EXCEEDED",
            "ADDRESS_WITH_SEED_MISMATCH",
            "NONCE_NO_RECENT_BLOCKHASHES",
            "NONCE_BLOCKHASH_NOT_EXPIRED",
            "NONCE_UNEXPECTED_BLOCKHASH_VALUE");

    private ProgramErrors() {}

    /** The name of a program's own error: one number means different things to different programs. */
    public static String name(PublicKey program, long number) {
        List<String> names = names(program);
        return number >= 0 && number < names.size() ? names.get((int) number) : "CUSTOM_" + number;
    }

    private static List<String> names(PublicKey program) {
        if (program.equals(StakeProgram.ID)) {
            return STAKE;
        }
        return program.equals(SystemProgram.ID) ? SYSTEM : List.of();
    }

    /** The runtime's own words, {@code InsufficientFunds}, as codes are written here. */
    public static String code(String camelCase) {
        return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    }
}
