package dev.tidepool.staking.solana;

import java.util.List;

/**
 * How an instruction of a known program is written.
 *
 * @param discriminator the number its data begins with
 * @param accounts what each is to the instruction, in the program's order; those at the end may be missing
 * @param fields of its data, in order
 */
record InstructionShape(int discriminator, List<String> accounts, List<InstructionField> fields) {

    InstructionShape {
        accounts = List.copyOf(accounts);
        fields = List.copyOf(fields);
    }
}
