package dev.tidepool.staking.solana;

import java.util.ArrayList;
import java.util.List;

/**
 * A new stake account, funded and delegated at once.
 *
 * @param funder signs; pays stake and rent
 * @param staker signs
 * @param validator the vote account
 * @param lamports what is delegated
 * @param rent what the account must hold on top
 */
public record CreateAndDelegate(
        PublicKey funder,
        NewAccount account,
        PublicKey staker,
        PublicKey withdrawer,
        Lockup lockup,
        PublicKey validator,
        Lamports lamports,
        Lamports rent) {

    /** At an address derived from its owner, who alone funds, stakes and withdraws. */
    public static CreateAndDelegate owned(
            PublicKey owner, PublicKey validator, Lamports lamports, Lamports rent, String seed) {
        NewAccount account = NewAccount.Derived.of(owner, seed, StakeProgram.ID);
        return new CreateAndDelegate(owner, account, owner, owner, Lockup.NONE, validator, lamports, rent);
    }

    public PublicKey stakeAccount() {
        return account.address();
    }

    public List<Instruction> instructions() {
        List<Instruction> instructions =
                new ArrayList<>(account.instructions(funder, lamports.plus(rent), StakeProgram.SPACE, StakeProgram.ID));
        instructions.add(StakeProgram.initialize(stakeAccount(), staker, withdrawer, lockup));
        instructions.add(StakeProgram.delegate(stakeAccount(), validator, staker));
        return instructions;
    }
}
