package dev.tidepool.staking.solana;

import java.util.ArrayList;
import java.util.List;

/**
 * A new stake account, derived from its owner and a seed, funded by the owner and delegated at once.
 *
 * <p>Transfer then allocate, in place of the one instruction that creates with a seed: that one fails when somebody
 * has sent lamports to the derived address beforehand, and anybody can.
 *
 * @param owner signs; becomes staker and withdrawer
 * @param validator the vote account
 * @param lamports what is delegated
 * @param rent what the account must hold on top
 * @param seed at most 32 bytes, unique for its owner
 */
public record CreateAndDelegate(
        PublicKey owner, PublicKey validator, Lamports lamports, Lamports rent, String seed, ComputeBudget budget) {

    public PublicKey stakeAccount() {
        return PublicKey.createWithSeed(owner, seed, StakeProgram.ID);
    }

    public List<Instruction> instructions() {
        PublicKey stake = stakeAccount();
        List<Instruction> instructions = new ArrayList<>(budget.instructions());
        instructions.add(SystemProgram.transfer(owner, stake, lamports.plus(rent)));
        instructions.add(SystemProgram.allocateWithSeed(stake, owner, seed, StakeProgram.SPACE, StakeProgram.ID));
        instructions.add(StakeProgram.initialize(stake, owner, owner, Lockup.NONE));
        instructions.add(StakeProgram.delegate(stake, validator, owner));
        return instructions;
    }
}
