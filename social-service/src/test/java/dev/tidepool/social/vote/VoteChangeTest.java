package dev.tidepool.social.vote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VoteChangeTest {

    @Test
    void aFirstVoteMovesTheScoreByOne() {
        VoteChange change = VoteChange.of(Optional.empty(), Ballot.DOWN);
        assertThat(change.action()).isEqualTo("downvoted");
        assertThat(change.after()).contains(Ballot.DOWN);
        assertThat(change.score()).isEqualTo(-1);
    }

    @Test
    void theSameVoteAgainTakesItBack() {
        VoteChange change = VoteChange.of(Optional.of(Ballot.UP), Ballot.UP);
        assertThat(change.action()).isEqualTo("removed");
        assertThat(change.after()).isEmpty();
        assertThat(change.score()).isEqualTo(-1);
    }

    @Test
    void theOppositeVoteMovesTheScoreByTwo() {
        VoteChange change = VoteChange.of(Optional.of(Ballot.DOWN), Ballot.UP);
        assertThat(change.action()).isEqualTo("changed");
        assertThat(change.up()).isEqualTo(1);
        assertThat(change.down()).isEqualTo(-1);
        assertThat(change.score()).isEqualTo(2);
    }
}
