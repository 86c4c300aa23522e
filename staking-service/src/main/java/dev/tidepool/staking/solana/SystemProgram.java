package dev.tidepool.staking.solana;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Instructions of the System program. Data: u32 discriminator, then fields, little-endian. */
public final class SystemProgram {

    public static final PublicKey ID = PublicKey.parse("11111111111111111111111111111111");

    /** Compute units of any of its instructions. */
    public static final int UNITS = 150;

    private SystemProgram() {}

    public static Instruction transfer(PublicKey from, PublicKey to, Lamports amount) {
        return of(
                data(SystemInstruction.TRANSFER).u64(amount.bits()),
                AccountMeta.writableSigner(from),
                AccountMeta.writable(to));
    }

    /** A new account at the address of a key, which signs; fails where the address holds lamports already. */
    public static Instruction createAccount(
            PublicKey funder, PublicKey account, Lamports lamports, long space, PublicKey program) {
        return of(
                data(SystemInstruction.CREATE_ACCOUNT)
                        .u64(lamports.bits())
                        .u64(space)
                        .key(program),
                AccountMeta.writableSigner(funder),
                AccountMeta.writableSigner(account));
    }

    /** Gives an address its space; its key signs. */
    public static Instruction allocate(PublicKey account, long space) {
        return of(data(SystemInstruction.ALLOCATE).u64(space), AccountMeta.writableSigner(account));
    }

    /** Gives an address its owning program; its key signs. */
    public static Instruction assign(PublicKey account, PublicKey program) {
        return of(data(SystemInstruction.ASSIGN).key(program), AccountMeta.writableSigner(account));
    }

    /** Gives a seed-derived account its space and its owning program; lamports already there do not matter. */
    public static Instruction allocateWithSeed(
            PublicKey account, PublicKey base, String seed, long space, PublicKey program) {
        byte[] seedBytes = seed.getBytes(StandardCharsets.UTF_8);
        return of(
                data(SystemInstruction.ALLOCATE_WITH_SEED)
                        .key(base)
                        .u64(seedBytes.length)
                        .bytes(seedBytes)
                        .u64(space)
                        .key(program),
                AccountMeta.writable(account),
                AccountMeta.readOnlySigner(base));
    }

    /** Makes an account of 80 bytes a nonce account. */
    public static Instruction initializeNonce(PublicKey nonce, PublicKey authority) {
        return of(
                data(SystemInstruction.INITIALIZE_NONCE).key(authority),
                AccountMeta.writable(nonce),
                AccountMeta.readOnly(Sysvars.RECENT_BLOCKHASHES),
                AccountMeta.readOnly(Sysvars.RENT));
    }

    /** Must be the first instruction of a transaction that lives by the nonce. */
    public static Instruction advanceNonce(PublicKey nonce, PublicKey authority) {
        return of(
                data(SystemInstruction.ADVANCE_NONCE),
                AccountMeta.writable(nonce),
                AccountMeta.readOnly(Sysvars.RECENT_BLOCKHASHES),
                AccountMeta.readOnlySigner(authority));
    }

    /** Takes lamports out of a nonce account; all of them close it. */
    public static Instruction withdrawNonce(
            PublicKey nonce, PublicKey recipient, PublicKey authority, Lamports amount) {
        return of(
                data(SystemInstruction.WITHDRAW_NONCE).u64(amount.bits()),
                AccountMeta.writable(nonce),
                AccountMeta.writable(recipient),
                AccountMeta.readOnly(Sysvars.RECENT_BLOCKHASHES),
                AccountMeta.readOnly(Sysvars.RENT),
                AccountMeta.readOnlySigner(authority));
    }

    /** Gives a nonce account to another key. */
    public static Instruction authorizeNonce(PublicKey nonce, PublicKey authority, PublicKey next) {
        return of(
                data(SystemInstruction.AUTHORIZE_NONCE).key(next),
                AccountMeta.writable(nonce),
                AccountMeta.readOnlySigner(authority));
    }

    private static ByteWriter data(SystemInstruction kind) {
        return new ByteWriter().u32(kind.discriminator());
    }

    private static Instruction of(ByteWriter data, AccountMeta... accounts) {
        return new Instruction(ID, List.of(accounts), data.toBytes());
    }
}
