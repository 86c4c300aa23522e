package dev.tidepool.staking.validator;

import dev.tidepool.kernel.digest.Sha256;
import dev.tidepool.staking.chain.EpochTime;
import dev.tidepool.staking.chain.Inflation;
import dev.tidepool.staking.chain.VoteAccount;
import dev.tidepool.staking.chain.VoteStanding;
import dev.tidepool.staking.solana.Clock;
import dev.tidepool.staking.solana.EpochSchedule;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.VoteState.EpochCredits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A cluster made up by a test: the present epoch is 100, epochs have 432,000 slots of 0.4 s, half of this one is over. */
public final class Cluster {

    public static final long EPOCH = 100;

    private static final long SLOTS = 432_000;
    private static final long SLOT = EPOCH * SLOTS + SLOTS / 2;

    private final List<VoteStanding> standings = new ArrayList<>();

    public static PublicKey address(String name) {
        return PublicKey.of(Sha256.of(name.getBytes(StandardCharsets.UTF_8)));
    }

    /** Credits of the epochs before the present one, the last of them last; the validator had some before the first. */
    public Cluster with(String name, int commission, long stake, long... credits) {
        return with(name, commission, stake, false, SLOT, lines(1_000, credits));
    }

    /** One that has stopped voting, 200 slots ago. */
    public Cluster withDelinquent(String name, int commission, long stake, long... credits) {
        return with(name, commission, stake, true, SLOT - 200, lines(1_000, credits));
    }

    /** One that began in the first of the epochs. */
    public Cluster withYoung(String name, int commission, long stake, long... credits) {
        return with(name, commission, stake, false, SLOT, lines(0, credits));
    }

    public Cluster with(
            String name, int commission, long stake, boolean delinquent, long lastVote, List<EpochCredits> lines) {
        VoteAccount account =
                new VoteAccount(address(name), address(name + "'s node"), commission, Lamports.of(stake), delinquent);
        standings.add(new VoteStanding(account, lastVote, lines));
        return this;
    }

    private static List<EpochCredits> lines(long before, long... credits) {
        List<EpochCredits> lines = new ArrayList<>();
        long sum = before;
        for (int place = 0; place < credits.length; place++) {
            lines.add(new EpochCredits(EPOCH - credits.length + place, sum + credits[place], sum));
            sum += credits[place];
        }
        return lines;
    }

    public List<VoteStanding> standings() {
        return standings;
    }

    /** Half of this epoch took 86,400 s. */
    public static EpochTime time() {
        return new EpochTime(new Clock(SLOT, 0, EPOCH, 86_400), new EpochSchedule(SLOTS, false, 0, 0));
    }

    /** With an inflation of 5 % and ten times as many lamports as are staked. */
    public ValidatorSet read() {
        long staked = standings.stream()
                .mapToLong(standing -> standing.account().activated().bits())
                .sum();
        return read(Optional.of(new Inflation(0.06, 0.05, EPOCH)), Optional.of(Lamports.of(10 * staked)));
    }

    public ValidatorSet read(Optional<Inflation> inflation, Optional<Lamports> supply) {
        return ValidatorSet.of(standings, time(), inflation, supply);
    }
}
