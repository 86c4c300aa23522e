package dev.tidepool.staking.solana;

import java.util.List;

/** One call of a program: accounts in the program's own order, and its data. */
public record Instruction(PublicKey program, List<AccountMeta> accounts, Bytes data) {

    public Instruction {
        accounts = List.copyOf(accounts);
    }
}
