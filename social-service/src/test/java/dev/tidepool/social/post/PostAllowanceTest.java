package dev.tidepool.social.post;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.social.post.PostAllowance.Allowed;
import dev.tidepool.social.post.PostAllowance.TooSoon;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostAllowanceTest {

    private static final Instant LAST = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    @Test
    void allowsTheFirstPost() {
        assertThat(PostAllowance.of(Optional.empty(), INTERVAL, LAST)).isEqualTo(new Allowed());
    }

    @Test
    void allowsTheNextPostExactlyWhenTheIntervalIsOver() {
        assertThat(PostAllowance.of(Optional.of(LAST), INTERVAL, LAST.plus(INTERVAL)))
                .isEqualTo(new Allowed());
    }

    @Test
    void refusesAMomentBefore() {
        Instant early = LAST.plus(INTERVAL).minusMillis(1);
        assertThat(PostAllowance.of(Optional.of(LAST), INTERVAL, early))
                .isEqualTo(new TooSoon(Duration.ofMillis(1), 48));
    }

    @Test
    void allowsAnythingWithoutAnInterval() {
        assertThat(PostAllowance.of(Optional.of(LAST), Duration.ZERO, LAST.minusSeconds(5)))
                .isEqualTo(new Allowed());
    }
}
