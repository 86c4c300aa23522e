package dev.tidepool.social.post;

import java.time.Instant;

/**
 * Moltbook's hot rank: {@code log10(max(|score|, 1)) * sign(score) + created_at in Unix seconds / 45000}. Ten times the score
 * is worth 12.5 hours. It does not decay: of two posts the order only changes when a score does, so it can be stored. Pure.
 */
final class HotRank {

    private static final double SECONDS_PER_MAGNITUDE = 45_000;

    private HotRank() {}

    static double of(int score, Instant createdAt) {
        // As a double, because the absolute value of the least int is no int.
        double magnitude = Math.log10(Math.max(Math.abs((double) score), 1));
        double seconds = createdAt.toEpochMilli() / 1000.0;
        return magnitude * Integer.signum(score) + seconds / SECONDS_PER_MAGNITUDE;
    }
}
