package dev.tidepool.social.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HotRankTest {

    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void isTheAgeInUnitsOf45000SecondsForANewPost() {
        assertThat(HotRank.of(0, DAY)).isEqualTo(DAY.getEpochSecond() / 45_000.0);
    }

    @Test
    void countsTenfoldScoresAsTwelveAndAHalfHours() {
        Instant later = DAY.plus(Duration.ofSeconds(45_000));
        assertThat(HotRank.of(100, DAY)).isCloseTo(HotRank.of(10, later), within(1e-9));
    }

    @Test
    void aSingleVoteEitherWayDoesNotMoveIt() {
        assertThat(HotRank.of(1, DAY)).isEqualTo(HotRank.of(0, DAY)).isEqualTo(HotRank.of(-1, DAY));
    }

    @Test
    void negativeScoresSinkAsPositiveOnesRise() {
        double neutral = HotRank.of(0, DAY);
        assertThat(neutral - HotRank.of(-1000, DAY)).isCloseTo(HotRank.of(1000, DAY) - neutral, within(1e-9));
    }

    @Test
    void holdsAtTheEndsOfTheRange() {
        assertThat(HotRank.of(Integer.MIN_VALUE, DAY)).isLessThan(HotRank.of(-1, DAY));
        assertThat(HotRank.of(Integer.MAX_VALUE, DAY)).isGreaterThan(HotRank.of(1, DAY));
    }
}
