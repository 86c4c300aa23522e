package dev.tidepool.load;

import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.IntPredicate;

/** Numbers that are the same for the same seed, also those with a heavy tail. */
final class Draws {
    private static final int VERSION_7 = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final SplittableRandom random;

    Draws(long seed, String what) {
        this.random = new SplittableRandom(seed * 31 + what.hashCode());
    }

    double uniform() {
        return random.nextDouble();
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** From 0 on; a rank is drawn in proportion to {@code 1 / (rank + 1)^exponent}, for an exponent below 1. */
    int zipf(int ranks, double exponent) {
        double power = 1 - exponent;
        double at = Math.pow(random.nextDouble() * (Math.pow(ranks + 1.0, power) - 1) + 1, 1 / power);
        return Math.min(ranks - 1, (int) at - 1);
    }

    /** The same with exponent 1, as words are drawn. */
    int word(int ranks) {
        return Math.min(ranks - 1, (int) Math.pow(ranks + 1.0, random.nextDouble()) - 1);
    }

    double pareto(double least, double alpha) {
        return least / Math.pow(1 - random.nextDouble(), 1 / alpha);
    }

    /** The first half of an id as the services make them: its time, then chance. */
    long idHigh(long micros) {
        return ((micros / 1_000) << 16) | VERSION_7 | random.nextInt(1 << 12);
    }

    long idLow() {
        return VARIANT | (random.nextLong() >>> 2);
    }

    /** Any id. */
    UUID uuid() {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000, idLow());
    }

    /** A number of 0 to 1 that belongs to these two, wherever it is asked for. */
    static double hash(long one, long two) {
        long mixed = ((one * 0x9E37_79B9_7F4A_7C15L) ^ (two + 0x632B_E59B_D9B4_E019L)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94D0_49BB_1331_11EBL;
        return ((mixed ^ (mixed >>> 32)) >>> 11) * 0x1.0p-53;
    }

    /**
     * A whole number for each, which add up to the total: drawn with a heavy tail (Pareto), none above the cap.
     *
     * @param counted whether a place gets any
     */
    int[] shares(int places, int total, double alpha, int cap, IntPredicate counted) {
        double[] weights = new double[places];
        double sum = 0;
        for (int place = 0; place < places; place++) {
            weights[place] = counted.test(place) ? Math.min(pareto(1, alpha) - 0.7, cap) : 0;
            sum += weights[place];
        }
        int[] shares = new int[places];
        int given = 0;
        for (int place = 0; place < places; place++) {
            shares[place] = (int) Math.min(cap, weights[place] * total / sum);
            given += shares[place];
        }
        while (given < total) {
            int place = random.nextInt(places);
            if (counted.test(place) && shares[place] < cap) {
                shares[place]++;
                given++;
            }
        }
        return shares;
    }
}
