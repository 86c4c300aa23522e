package dev.tidepool.staking.solana;

import java.util.Optional;

/**
 * What of a lockup becomes another; what is empty stays.
 *
 * @param unixTimestamp seconds
 * @param epoch unsigned
 */
public record LockupChange(Optional<Long> unixTimestamp, Optional<Long> epoch, Optional<PublicKey> custodian) {

    ByteWriter writeTimes(ByteWriter out) {
        return write(epoch, write(unixTimestamp, out));
    }

    ByteWriter write(ByteWriter out) {
        writeTimes(out);
        out.u8(custodian.isPresent() ? 1 : 0);
        custodian.ifPresent(out::key);
        return out;
    }

    private static ByteWriter write(Optional<Long> value, ByteWriter out) {
        out.u8(value.isPresent() ? 1 : 0);
        value.ifPresent(out::u64);
        return out;
    }
}
