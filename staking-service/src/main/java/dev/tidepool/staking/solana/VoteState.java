package dev.tidepool.staking.solana;

import java.util.ArrayList;
import java.util.List;

/**
 * What a vote account says of its validator.
 *
 * @param commissionBasisPoints of rewards, 0 to 10000
 * @param credits by epoch, the oldest first, 64 at most
 */
public record VoteState(PublicKey node, PublicKey withdrawer, int commissionBasisPoints, List<EpochCredits> credits) {

    private static final int VERSION_1 = 1;
    private static final int VERSION_3 = 2;
    private static final int VERSION_4 = 3;

    private static final int BASIS_POINTS_IN_PERCENT = 100;

    /** 32 former voters of 48 bytes each, the place of the last, and whether there is none. */
    private static final int PRIOR_VOTERS = 32 * 48 + Long.BYTES + 1;

    private static final int BLS_KEY = 48;

    public VoteState {
        credits = List.copyOf(credits);
    }

    /** Credits earned by the end of an epoch, and by its beginning. */
    public record EpochCredits(long epoch, long credits, long previous) {

        public long earned() {
            return credits - previous;
        }
    }

    /**
     * Reads the data of an account that the Vote program owns: versions 1.14.11, 3 and 4 (numbered 1, 2 and 3).
     *
     * <p>MalformedBytesException when it is none of them.
     */
    public static VoteState decode(byte[] data) {
        ByteReader in = new ByteReader(data);
        long version = in.u32();
        if (version < VERSION_1 || version > VERSION_4) {
            throw new MalformedBytesException("no vote account's version: " + version);
        }
        PublicKey node = in.key();
        PublicKey withdrawer = in.key();
        int commission = version == VERSION_4 ? commissionOfVersion4(in) : in.u8() * BASIS_POINTS_IN_PERCENT;
        in.skip(in.length(voteLength(version)) * voteLength(version));
        if (in.flag()) {
            in.skip(Long.BYTES); // the root slot
        }
        int voter = Long.BYTES + PublicKey.LENGTH;
        in.skip(in.length(voter) * voter);
        if (version != VERSION_4) {
            in.skip(PRIOR_VOTERS);
        }
        return new VoteState(node, withdrawer, commission, credits(in));
    }

    private static int commissionOfVersion4(ByteReader in) {
        in.skip(2 * PublicKey.LENGTH); // who collects rewards and block revenue
        int commission = in.u16();
        in.skip(Short.BYTES + Long.BYTES); // block revenue's commission, rewards that wait for delegators
        if (in.flag()) {
            in.skip(BLS_KEY);
        }
        return commission;
    }

    /** A vote is a slot and how often it was confirmed, since version 3 with a latency before. */
    private static int voteLength(long version) {
        int vote = Long.BYTES + Integer.BYTES;
        return version >= VERSION_3 ? vote + 1 : vote;
    }

    private static List<EpochCredits> credits(ByteReader in) {
        List<EpochCredits> credits = new ArrayList<>();
        for (int left = in.length(3 * Long.BYTES); left > 0; left--) {
            credits.add(new EpochCredits(in.u64(), in.u64(), in.u64()));
        }
        return credits;
    }
}
