package dev.tidepool.staking.solana;

import dev.tidepool.staking.solana.InstructionField.FieldType;
import java.util.List;

/** Those of the stake-pool program's instructions that wallets sign, as its interface numbers them. */
enum StakePoolInstruction implements InstructionKind {
    DEPOSIT_STAKE(
            9,
            List.of(
                    "pool",
                    "validatorList",
                    "depositAuthority",
                    "withdrawAuthority",
                    "stake",
                    "validatorStake",
                    "reserve",
                    "tokens",
                    "feeAccount",
                    "referrer",
                    "mint",
                    "clock",
                    "stakeHistory",
                    "tokenProgram",
                    "stakeProgram")),
    WITHDRAW_STAKE(
            10,
            List.of(
                    "pool",
                    "validatorList",
                    "withdrawAuthority",
                    "validatorStake",
                    "stake",
                    "newAuthority",
                    "owner",
                    "tokens",
                    "feeAccount",
                    "mint",
                    "clock",
                    "tokenProgram",
                    "stakeProgram"),
            InstructionField.of("poolTokens", FieldType.UNSIGNED)),
    DEPOSIT_SOL(
            14,
            List.of(
                    "pool",
                    "withdrawAuthority",
                    "reserve",
                    "funder",
                    "tokens",
                    "feeAccount",
                    "referrer",
                    "mint",
                    "systemProgram",
                    "tokenProgram",
                    "depositAuthority"),
            InstructionField.of("lamports", FieldType.UNSIGNED)),
    WITHDRAW_SOL(
            16,
            List.of(
                    "pool",
                    "withdrawAuthority",
                    "owner",
                    "tokens",
                    "reserve",
                    "recipient",
                    "feeAccount",
                    "mint",
                    "clock",
                    "stakeHistory",
                    "stakeProgram",
                    "tokenProgram",
                    "solWithdrawAuthority"),
            InstructionField.of("poolTokens", FieldType.UNSIGNED));

    @SuppressWarnings("ImmutableEnumChecker") // Its lists are copies.
    private final InstructionShape shape;

    StakePoolInstruction(int discriminator, List<String> accounts, InstructionField... fields) {
        this.shape = new InstructionShape(discriminator, accounts, List.of(fields));
    }

    @Override
    public InstructionShape shape() {
        return shape;
    }
}
