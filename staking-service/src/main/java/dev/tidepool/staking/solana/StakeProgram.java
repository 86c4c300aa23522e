package dev.tidepool.staking.solana;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Instructions of the Stake program in the layout with sysvar accounts: the newest program no longer needs them, older
 * clusters do, and both take this one. Data: u32 discriminator, then fields, little-endian.
 */
public final class StakeProgram {

    public static final PublicKey ID = PublicKey.parse("Stake11111111111111111111111111111111111111");

    /** Bytes of a stake account. */
    public static final int SPACE = 200;

    /** Not read by the program any more, and still one of its accounts. */
    private static final PublicKey CONFIG = PublicKey.parse("StakeConfig11111111111111111111111111111111");

    private StakeProgram() {}

    /** Names who may stake and who may withdraw. */
    public static Instruction initialize(PublicKey stake, PublicKey staker, PublicKey withdrawer, Lockup lockup) {
        ByteWriter data = data(StakeInstruction.INITIALIZE).key(staker).key(withdrawer);
        return of(lockup.write(data), AccountMeta.writable(stake), AccountMeta.readOnly(Sysvars.RENT));
    }

    /** Like initialize without a lockup; the withdrawer signs, which shows that the key exists. */
    public static Instruction initializeChecked(PublicKey stake, PublicKey staker, PublicKey withdrawer) {
        return of(
                data(StakeInstruction.INITIALIZE_CHECKED),
                AccountMeta.writable(stake),
                AccountMeta.readOnly(Sysvars.RENT),
                AccountMeta.readOnly(staker),
                AccountMeta.readOnlySigner(withdrawer));
    }

    /** Delegates everything above the rent to one vote account. */
    public static Instruction delegate(PublicKey stake, PublicKey vote, PublicKey staker) {
        return of(
                data(StakeInstruction.DELEGATE),
                AccountMeta.writable(stake),
                AccountMeta.readOnly(vote),
                AccountMeta.readOnly(Sysvars.CLOCK),
                AccountMeta.readOnly(Sysvars.STAKE_HISTORY),
                AccountMeta.readOnly(CONFIG),
                AccountMeta.readOnlySigner(staker));
    }

    /** The whole stake begins to cool down. */
    public static Instruction deactivate(PublicKey stake, PublicKey staker) {
        return of(
                data(StakeInstruction.DEACTIVATE),
                AccountMeta.writable(stake),
                AccountMeta.readOnly(Sysvars.CLOCK),
                AccountMeta.readOnlySigner(staker));
    }

    /**
     * Takes lamports that are neither staked nor rent, or all of them, which closes the account.
     *
     * @param custodian signs too where a lockup is in force
     */
    public static Instruction withdraw(
            PublicKey stake,
            PublicKey recipient,
            PublicKey withdrawer,
            Lamports amount,
            Optional<PublicKey> custodian) {
        return of(
                data(StakeInstruction.WITHDRAW).u64(amount.bits()),
                with(
                        custodian,
                        AccountMeta.writable(stake),
                        AccountMeta.writable(recipient),
                        AccountMeta.readOnly(Sysvars.CLOCK),
                        AccountMeta.readOnly(Sysvars.STAKE_HISTORY),
                        AccountMeta.readOnlySigner(withdrawer)));
    }

    /** Moves a part into an account that has its space, its owner and its rent already, and nothing else. */
    public static Instruction split(PublicKey stake, PublicKey into, PublicKey staker, Lamports amount) {
        return of(
                data(StakeInstruction.SPLIT).u64(amount.bits()),
                AccountMeta.writable(stake),
                AccountMeta.writable(into),
                AccountMeta.readOnlySigner(staker));
    }

    /** The source is closed and all of it goes to the destination. */
    public static Instruction merge(PublicKey destination, PublicKey source, PublicKey staker) {
        return of(
                data(StakeInstruction.MERGE),
                AccountMeta.writable(destination),
                AccountMeta.writable(source),
                AccountMeta.readOnly(Sysvars.CLOCK),
                AccountMeta.readOnly(Sysvars.STAKE_HISTORY),
                AccountMeta.readOnlySigner(staker));
    }

    /**
     * Gives one of the two powers to another key.
     *
     * @param authority who has it; for the staker's, the withdrawer may sign as well
     * @param custodian signs too where the withdrawer changes under a lockup
     */
    public static Instruction authorize(
            PublicKey stake, PublicKey authority, PublicKey next, StakeAuthority power, Optional<PublicKey> custodian) {
        return of(
                data(StakeInstruction.AUTHORIZE).key(next).u32(power.number()),
                with(
                        custodian,
                        AccountMeta.writable(stake),
                        AccountMeta.readOnly(Sysvars.CLOCK),
                        AccountMeta.readOnlySigner(authority)));
    }

    /** Like authorize; the next holder signs, which shows that the key exists. */
    public static Instruction authorizeChecked(
            PublicKey stake, PublicKey authority, PublicKey next, StakeAuthority power, Optional<PublicKey> custodian) {
        return of(
                data(StakeInstruction.AUTHORIZE_CHECKED).u32(power.number()),
                with(
                        custodian,
                        AccountMeta.writable(stake),
                        AccountMeta.readOnly(Sysvars.CLOCK),
                        AccountMeta.readOnlySigner(authority),
                        AccountMeta.readOnlySigner(next)));
    }

    /**
     * Changes the lockup.
     *
     * @param authority the custodian while it is in force, the withdrawer otherwise
     */
    public static Instruction setLockup(PublicKey stake, PublicKey authority, LockupChange change) {
        return of(
                change.write(data(StakeInstruction.SET_LOCKUP)),
                AccountMeta.writable(stake),
                AccountMeta.readOnlySigner(authority));
    }

    /** Like setLockup; the next custodian, if there is one, signs. */
    public static Instruction setLockupChecked(PublicKey stake, PublicKey authority, LockupChange change) {
        return of(
                change.writeTimes(data(StakeInstruction.SET_LOCKUP_CHECKED)),
                with(change.custodian(), AccountMeta.writable(stake), AccountMeta.readOnlySigner(authority)));
    }

    /** Moves active stake between two accounts of the same authorities and vote account. */
    public static Instruction moveStake(PublicKey source, PublicKey destination, PublicKey staker, Lamports amount) {
        return move(StakeInstruction.MOVE_STAKE, source, destination, staker, amount);
    }

    /** Moves lamports that are neither staked nor rent between two accounts of the same authorities. */
    public static Instruction moveLamports(PublicKey source, PublicKey destination, PublicKey staker, Lamports amount) {
        return move(StakeInstruction.MOVE_LAMPORTS, source, destination, staker, amount);
    }

    /** Cools down stake with a validator that has not voted for five epochs; anybody may. */
    public static Instruction deactivateDelinquent(PublicKey stake, PublicKey delinquent, PublicKey reference) {
        return of(
                data(StakeInstruction.DEACTIVATE_DELINQUENT),
                AccountMeta.writable(stake),
                AccountMeta.readOnly(delinquent),
                AccountMeta.readOnly(reference));
    }

    private static Instruction move(
            StakeInstruction kind, PublicKey source, PublicKey destination, PublicKey staker, Lamports amount) {
        return of(
                data(kind).u64(amount.bits()),
                AccountMeta.writable(source),
                AccountMeta.writable(destination),
                AccountMeta.readOnlySigner(staker));
    }

    private static ByteWriter data(StakeInstruction kind) {
        return new ByteWriter().u32(kind.discriminator());
    }

    private static Instruction of(ByteWriter data, AccountMeta... accounts) {
        return of(data, List.of(accounts));
    }

    private static Instruction of(ByteWriter data, List<AccountMeta> accounts) {
        return new Instruction(ID, accounts, data.toBytes());
    }

    private static List<AccountMeta> with(Optional<PublicKey> signer, AccountMeta... accounts) {
        List<AccountMeta> all = new ArrayList<>(List.of(accounts));
        signer.map(AccountMeta::readOnlySigner).ifPresent(all::add);
        return all;
    }
}
