package dev.tidepool.staking.solana;

import java.util.Optional;

/** What the 200 bytes of a stake account say. */
public sealed interface StakeAccount {

    /** Empty while nobody has initialised it. */
    default Optional<Meta> meta() {
        return Optional.empty();
    }

    default Optional<Delegation> delegation() {
        return Optional.empty();
    }

    /** Space without an owner. */
    record Uninitialized() implements StakeAccount {}

    /** Has authorities, and was never delegated, or was emptied by a move. */
    record Initialized(Meta own) implements StakeAccount {

        @Override
        public Optional<Meta> meta() {
            return Optional.of(own);
        }
    }

    /**
     * Delegated now or before.
     *
     * @param creditsObserved of the vote account, up to which rewards are paid
     */
    record Delegated(Meta own, Delegation to, long creditsObserved) implements StakeAccount {

        @Override
        public Optional<Meta> meta() {
            return Optional.of(own);
        }

        @Override
        public Optional<Delegation> delegation() {
            return Optional.of(to);
        }
    }

    /** Who may do what with it, and the rent it was made with. */
    record Meta(Lamports rentReserve, PublicKey staker, PublicKey withdrawer, Lockup lockup) {}

    /** Where in the data the holder of a power stands, for those who search by it. */
    static int offset(StakeAuthority power) {
        int staker = Integer.BYTES + Long.BYTES;
        return power == StakeAuthority.STAKER ? staker : staker + PublicKey.LENGTH;
    }

    /**
     * Reads the data of an account that the Stake program owns; MalformedBytesException when it is none.
     *
     * <p>Layout: u32 state, u64 rent reserve, staker, withdrawer (at 44), lockup (i64, u64, custodian), then of delegated ones the voter,
     * u64 stake, u64 activation and deactivation epoch, a rate that is not used any more, u64 credits.
     */
    static StakeAccount decode(byte[] data) {
        ByteReader in = ByteReader.ofExactly(data, StakeProgram.SPACE);
        long state = in.u32();
        if (state == 0) {
            return new Uninitialized();
        }
        if (state > 2) {
            throw new MalformedBytesException("no stake account's state: " + state);
        }
        Meta meta = new Meta(in.lamports(), in.key(), in.key(), Lockup.read(in));
        return state == 1 ? new Initialized(meta) : delegated(meta, in);
    }

    private static StakeAccount delegated(Meta meta, ByteReader in) {
        Delegation delegation = new Delegation(in.key(), in.lamports(), in.u64(), in.u64());
        in.skip(Double.BYTES);
        return new Delegated(meta, delegation, in.u64());
    }
}
