package dev.tidepool.staking.solana;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Instructions of the System program. Data: u32 discriminator, then fields, little-endian. */
public final class SystemProgram {

    public static final PublicKey ID = PublicKey.parse("11111111111111111111111111111111");

    private static final int TRANSFER = 2;
    private static final int ALLOCATE_WITH_SEED = 9;

    private SystemProgram() {}

    public static Instruction transfer(PublicKey from, PublicKey to, Lamports amount) {
        Bytes data = new ByteWriter().u32(TRANSFER).u64(amount.bits()).toBytes();
        return new Instruction(ID, List.of(AccountMeta.writableSigner(from), AccountMeta.writable(to)), data);
    }

    /** Gives a seed-derived account its space and its owning program; lamports already there do not matter. */
    public static Instruction allocateWithSeed(
            PublicKey account, PublicKey base, String seed, long space, PublicKey program) {
        byte[] seedBytes = seed.getBytes(StandardCharsets.UTF_8);
        Bytes data = new ByteWriter()
                .u32(ALLOCATE_WITH_SEED)
                .key(base)
                .u64(seedBytes.length)
                .bytes(seedBytes)
                .u64(space)
                .key(program)
                .toBytes();
        return new Instruction(ID, List.of(AccountMeta.writable(account), AccountMeta.readOnlySigner(base)), data);
    }
}
