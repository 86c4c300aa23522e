package dev.tidepool.staking.solana;

/**
 * Until when a stake account's lamports stay in it unless the custodian signs: both limits must have passed.
 *
 * @param unixTimestamp seconds; 0 binds nothing
 * @param epoch unsigned; 0 binds nothing
 * @param custodian the System program where there is none
 */
public record Lockup(long unixTimestamp, long epoch, PublicKey custodian) {

    public static final Lockup NONE = new Lockup(0, 0, SystemProgram.ID);

    static final int LENGTH = Long.BYTES + Long.BYTES + PublicKey.LENGTH;

    static Lockup read(ByteReader in) {
        return new Lockup(in.u64(), in.u64(), in.key());
    }

    ByteWriter write(ByteWriter out) {
        return out.u64(unixTimestamp).u64(epoch).key(custodian);
    }

    /** Whether it binds at this time; the custodian may act all the same. */
    public boolean isInForce(Clock clock) {
        return unixTimestamp > clock.unixTimestamp() || Long.compareUnsigned(epoch, clock.epoch()) > 0;
    }
}
