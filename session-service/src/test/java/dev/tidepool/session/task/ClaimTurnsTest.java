package dev.tidepool.session.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClaimTurnsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final ClaimTurns turns = new ClaimTurns(Duration.ofSeconds(5));

    @Test
    void oneClaimIsUnderWayAtATime() {
        ClaimTurns.Turn first = turns.begin(0).orElseThrow();
        assertThat(turns.begin(4 * SECOND)).isEmpty();
        turns.end(first);
        assertThat(turns.begin(4 * SECOND)).isPresent();
    }

    @Test
    void oneThatNeverComesBackHoldsUpNoOther() {
        ClaimTurns.Turn lost = turns.begin(0).orElseThrow();
        ClaimTurns.Turn next = turns.begin(5 * SECOND).orElseThrow();
        turns.end(lost);
        assertThat(turns.begin(6 * SECOND)).isEmpty();
        turns.end(next);
        assertThat(turns.begin(6 * SECOND)).isPresent();
    }

    @Test
    void itsEndIsTold() {
        assertThat(turns.ended().toCompletableFuture()).isDone();
        ClaimTurns.Turn turn = turns.begin(0).orElseThrow();
        assertThat(turns.ended().toCompletableFuture()).isNotDone();
        turns.end(turn);
        assertThat(turn.ended()).isDone();
    }
}
