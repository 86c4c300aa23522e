package dev.tidepool.staking.order;

import dev.tidepool.staking.chain.Account;
import dev.tidepool.staking.chain.ChainTime;
import dev.tidepool.staking.chain.Pool;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.solana.AssociatedTokenProgram;
import dev.tidepool.staking.solana.Bytes;
import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Lockup;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeHistory;
import dev.tidepool.staking.solana.StakePool;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.SystemProgram;
import dev.tidepool.staking.test.Wallet;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A chain that says what a test wants it to, in epoch 10, an epoch after which every stake has wholly moved. */
final class StandIn {

    static final long SOL = 1_000_000_000L;
    static final long EPOCH = 10;
    static final long NEVER = -1;
    static final Lamports RENT = Lamports.of(2_282_880);

    final PublicKey owner = Wallet.create().address();
    final PublicKey vote = Wallet.create().address();
    final PublicKey otherVote = Wallet.create().address();

    private final Map<PublicKey, Account> accounts = new HashMap<>();
    private Optional<Pool> pool = Optional.empty();

    StandIn() {
        accounts.put(owner, new Account(owner, SystemProgram.ID, Lamports.of(100 * SOL), Bytes.of(new byte[0])));
    }

    /** A stake pool without fees, which everybody may use in this epoch. */
    void openPool() {
        StakePool.Fee none = new StakePool.Fee(Lamports.ZERO, Lamports.ZERO);
        StakePool state = new StakePool(
                Wallet.create().address(),
                Wallet.create().address(),
                Wallet.create().address(),
                AssociatedTokenProgram.TOKEN,
                Lamports.ZERO,
                Lamports.ZERO,
                EPOCH,
                Optional.empty(),
                none,
                Optional.empty(),
                none);
        pool = Optional.of(new Pool(Wallet.create().address(), state));
    }

    PublicKey inactive(long lamports) {
        return stake(lamports, vote, 3, 5, Lockup.NONE);
    }

    PublicKey activating(long lamports) {
        return stake(lamports, vote, EPOCH, NEVER, Lockup.NONE);
    }

    PublicKey active(long lamports) {
        return stake(lamports, vote, 3, NEVER, Lockup.NONE);
    }

    PublicKey activeElsewhere(long lamports) {
        return stake(lamports, otherVote, 3, NEVER, Lockup.NONE);
    }

    PublicKey deactivating(long lamports) {
        return stake(lamports, vote, 3, EPOCH, Lockup.NONE);
    }

    PublicKey locked(long lamports, PublicKey custodian) {
        return stake(lamports, vote, 3, 5, new Lockup(0, EPOCH + 1, custodian));
    }

    /** Holds its rent on top. */
    private PublicKey stake(long lamports, PublicKey voter, long activation, long deactivation, Lockup lockup) {
        PublicKey address = Wallet.create().address();
        byte[] data = ByteBuffer.allocate(StakeProgram.SPACE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(2)
                .putLong(RENT.bits())
                .put(owner.toBytes())
                .put(owner.toBytes())
                .putLong(lockup.unixTimestamp())
                .putLong(lockup.epoch())
                .put(lockup.custodian().toBytes())
                .put(voter.toBytes())
                .putLong(lamports)
                .putLong(activation)
                .putLong(deactivation)
                .array();
        accounts.put(
                address,
                new Account(address, StakeProgram.ID, Lamports.of(lamports).plus(RENT), Bytes.of(data)));
        return address;
    }

    Facts facts() {
        return new Facts(
                new ChainTime(new Clock(4320, 0, EPOCH, 1_000_000), new StakeHistory(Map.of())),
                new Facts.Rents(RENT, Lamports.of(1_447_680), Lamports.of(890_880)),
                Lamports.of(SOL),
                Map.of(vote, new VoteAccount(vote, vote, 5, Lamports.ZERO, false)),
                accounts,
                pool);
    }

    Plan plan(String kind, Object... namesAndValues) {
        return plan(Optional.empty(), kind, namesAndValues);
    }

    Plan plan(Optional<ServiceFee> serviceFee, String kind, Object... namesAndValues) {
        Map<String, Object> body = new HashMap<>(kind.equals("batch") ? Map.of() : Map.of("owner", owner.toString()));
        for (int index = 0; index < namesAndValues.length; index += 2) {
            Object value = namesAndValues[index + 1];
            body.put((String) namesAndValues[index], value instanceof PublicKey ? value.toString() : value);
        }
        return Plan.of(
                OrderRequest.read(OrderKind.ofLabel(kind), body),
                facts(),
                new Lifetime.Recent(vote, 1150),
                () -> "0123456789abcdef0123456789abcdef",
                new Tariff(50, serviceFee));
    }
}
