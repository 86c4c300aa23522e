package dev.tidepool.staking.solana;

import java.util.List;

/** Token accounts at addresses that follow from their owner and mint. */
public final class AssociatedTokenProgram {

    public static final PublicKey ID = PublicKey.parse("ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL");

    /** The Token program whose accounts it makes here. */
    public static final PublicKey TOKEN = PublicKey.parse("TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA");

    private AssociatedTokenProgram() {}

    public static PublicKey address(PublicKey owner, PublicKey mint) {
        return PublicKey.findProgramAddress(ID, owner.toBytes(), TOKEN.toBytes(), mint.toBytes());
    }

    /**
     * Makes it unless it is there.
     *
     * @param funder signs; pays the rent
     */
    public static Instruction createIdempotent(PublicKey funder, PublicKey owner, PublicKey mint) {
        return new Instruction(
                ID,
                List.of(
                        AccountMeta.writableSigner(funder),
                        AccountMeta.writable(address(owner, mint)),
                        AccountMeta.readOnly(owner),
                        AccountMeta.readOnly(mint),
                        AccountMeta.readOnly(SystemProgram.ID),
                        AccountMeta.readOnly(TOKEN)),
                new ByteWriter()
                        .u8(AssociatedTokenInstruction.CREATE_IDEMPOTENT.discriminator())
                        .toBytes());
    }
}
