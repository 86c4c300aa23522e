package dev.tidepool.staking.solana;

import java.util.List;

/**
 * What the signers sign. Accounts stand in the order the header describes: writable signers (the fee payer first),
 * read-only signers, writable, read-only.
 */
public record Message(
        MessageVersion version,
        Header header,
        List<PublicKey> accounts,
        PublicKey blockhash,
        List<CompiledInstruction> instructions,
        List<AddressTableLookup> lookups) {

    /** Marks a versioned message; the low seven bits are the version. */
    static final int VERSION_PREFIX = 0x80;

    public Message {
        accounts = List.copyOf(accounts);
        instructions = List.copyOf(instructions);
        lookups = List.copyOf(lookups);
    }

    /** How many of the accounts sign, and how many of either kind are read-only. */
    public record Header(int requiredSignatures, int readOnlySigned, int readOnlyUnsigned) {}

    /** An instruction whose program and accounts are places in the message's account list. */
    public record CompiledInstruction(int programIndex, List<Integer> accountIndexes, Bytes data) {

        public CompiledInstruction {
            accountIndexes = List.copyOf(accountIndexes);
        }
    }

    /** Accounts of a version 0 message that are named by their place in an on-chain table. */
    public record AddressTableLookup(PublicKey table, Bytes writableIndexes, Bytes readOnlyIndexes) {}

    /** The first account; it pays the fee. */
    public PublicKey feePayer() {
        return accounts.getFirst();
    }

    /** In the order in which the transaction's signatures stand. */
    public List<PublicKey> requiredSigners() {
        return accounts.subList(0, header.requiredSignatures());
    }

    public Bytes encode() {
        ByteWriter out = new ByteWriter(Transaction.MAX_LENGTH);
        if (version == MessageVersion.V0) {
            out.u8(VERSION_PREFIX);
        }
        out.u8(header.requiredSignatures()).u8(header.readOnlySigned()).u8(header.readOnlyUnsigned());
        out.compactU16(accounts.size());
        accounts.forEach(out::key);
        out.key(blockhash);
        out.compactU16(instructions.size());
        instructions.forEach(instruction -> write(instruction, out));
        if (version == MessageVersion.V0) {
            out.compactU16(lookups.size());
            lookups.forEach(lookup -> write(lookup, out));
        }
        return out.toBytes();
    }

    private static void write(CompiledInstruction instruction, ByteWriter out) {
        out.u8(instruction.programIndex());
        out.compactU16(instruction.accountIndexes().size());
        instruction.accountIndexes().forEach(out::u8);
        out.compactU16(instruction.data().length()).bytes(instruction.data());
    }

    private static void write(AddressTableLookup lookup, ByteWriter out) {
        out.key(lookup.table());
        out.compactU16(lookup.writableIndexes().length()).bytes(lookup.writableIndexes());
        out.compactU16(lookup.readOnlyIndexes().length()).bytes(lookup.readOnlyIndexes());
    }
}
