package dev.tidepool.staking.validator;

import dev.tidepool.staking.chain.VoteStanding;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The fewest validators that together hold more than a third of the stake: without them the cluster agrees on nothing. Pure.
 *
 * @param least stake of the smallest of them; zero when nothing is staked
 * @param together stake of all of them
 */
public record Superminority(Set<PublicKey> members, Lamports least, Lamports together) {

    private static final BigInteger PARTS = BigInteger.valueOf(3);

    /** Equal stakes stand in the order of their addresses, so that the answer is always the same. */
    private static final Comparator<VoteStanding> LARGEST_FIRST = Comparator.comparing(
                    (VoteStanding standing) -> standing.account().activated())
            .reversed()
            .thenComparing(standing -> standing.account().address().toString());

    public Superminority {
        members = Set.copyOf(members);
    }

    static Superminority of(List<VoteStanding> standings, Lamports all) {
        Set<PublicKey> members = new HashSet<>();
        Lamports together = Lamports.ZERO;
        Lamports least = Lamports.ZERO;
        for (VoteStanding next : standings.stream().sorted(LARGEST_FIRST).toList()) {
            if (next.account().activated().isZero() || isMoreThanAThird(together, all)) {
                break;
            }
            members.add(next.account().address());
            least = next.account().activated();
            together = together.plusCapped(least);
        }
        return new Superminority(members, least, together);
    }

    boolean has(PublicKey vote) {
        return members.contains(vote);
    }

    private static boolean isMoreThanAThird(Lamports part, Lamports all) {
        return part.toBigInteger().multiply(PARTS).compareTo(all.toBigInteger()) > 0;
    }
}
