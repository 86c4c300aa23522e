package dev.tidepool.load;

import java.util.BitSet;

/** Who follows whom and who reads which submolts, as pairs, with the totals that follow. Submolt 0 was there before. */
final class SocialTies {
    final Pairs follows;
    final Pairs subscriptions;
    final int[] owners;
    final int[] readers;

    SocialTies(SocialScale scale, SocialWorld.Agents agents, long seed) {
        Draws draws = new Draws(seed, "ties");
        this.readers = readers(scale);
        this.follows = follows(scale, agents, draws);
        this.owners = owners(scale, draws);
        this.subscriptions = subscriptions(scale, draws);
    }

    /** Pairs of numbers, no pair twice. */
    static final class Pairs {
        final int[] from;
        final int[] to;
        final int[] ofFrom;
        final int[] ofTo;
        int count;

        Pairs(int most, int froms, int tos) {
            from = new int[most];
            to = new int[most];
            ofFrom = new int[froms];
            ofTo = new int[tos];
        }

        private void add(int one, int other) {
            from[count] = one;
            to[count++] = other;
            ofFrom[one]++;
            ofTo[other]++;
        }
    }

    /** They follow the most. */
    private static int[] readers(SocialScale scale) {
        int[] chosen = new int[scale.readers()];
        for (int reader = 0; reader < chosen.length; reader++) {
            chosen[reader] = reader * (scale.agents() / chosen.length) + 3;
        }
        return chosen;
    }

    private Pairs follows(SocialScale scale, SocialWorld.Agents agents, Draws draws) {
        int[] degrees = degrees(scale, draws);
        Pairs pairs = new Pairs(scale.follows(), scale.agents(), scale.agents());
        BitSet followed = new BitSet(scale.agents());
        for (int agent = 0; agent < scale.agents(); agent++) {
            followed.clear();
            followed.set(agent);
            for (int left = degrees[agent]; left > 0; ) {
                int other = agents.ranked(draws.zipf(scale.agents(), 0.8));
                if (!followed.get(other)) {
                    followed.set(other);
                    pairs.add(agent, other);
                    left--;
                }
            }
        }
        return pairs;
    }

    private int[] degrees(SocialScale scale, Draws draws) {
        int[] most = new int[scale.agents()];
        int given = 0;
        for (int reader : readers) {
            most[reader] = scale.followedByReaders() + draws.below(1 + scale.followedByReaders() / 2);
            given += most[reader];
        }
        int[] degrees = draws.shares(
                scale.agents(), scale.follows() - given, 1.3, scale.agents() / 50, agent -> most[agent] == 0);
        for (int reader : readers) {
            degrees[reader] = most[reader];
        }
        return degrees;
    }

    private static int[] owners(SocialScale scale, Draws draws) {
        int[] chosen = new int[scale.submolts() + 1];
        for (int submolt = 1; submolt < chosen.length; submolt++) {
            chosen[submolt] = draws.below(scale.agents());
        }
        return chosen;
    }

    private Pairs subscriptions(SocialScale scale, Draws draws) {
        int submolts = scale.submolts() + 1;
        Pairs pairs = new Pairs(scale.subscriptions() + scale.submolts(), scale.agents(), submolts);
        BitSet known = new BitSet(scale.agents() * submolts);
        for (int submolt = 1; submolt < submolts; submolt++) {
            known.set(owners[submolt] * submolts + submolt);
            pairs.add(owners[submolt], submolt);
        }
        while (pairs.count < pairs.from.length) {
            int agent = draws.below(scale.agents());
            int submolt = draws.zipf(submolts, 0.9);
            if (!known.get(agent * submolts + submolt)) {
                known.set(agent * submolts + submolt);
                pairs.add(agent, submolt);
            }
        }
        return pairs;
    }
}
