package dev.tidepool.staking.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.staking.solana.StakeProgram;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BlockhashTest {

    private static final Instant READ = Instant.parse("2026-01-01T00:00:00Z");

    private final Blockhash hash = new Blockhash(StakeProgram.ID, 1150, 2000, 1000, READ, 0);

    @Test
    void countsTheBlocksThatPassedSinceItWasRead() {
        assertThat(hash.blocksLeft(READ)).isEqualTo(150);
        assertThat(hash.blocksLeft(READ.plusSeconds(20))).isEqualTo(100);
        assertThat(hash.blocksLeft(READ.plusMillis(20_400))).isEqualTo(99);
    }

    @Test
    void isYoungUntilItsMaximumAge() {
        assertThat(hash.isYoungerThan(Duration.ofSeconds(30), READ.plusMillis(29_999)))
                .isTrue();
        assertThat(hash.isYoungerThan(Duration.ofSeconds(30), READ.plusSeconds(30)))
                .isFalse();
    }
}
