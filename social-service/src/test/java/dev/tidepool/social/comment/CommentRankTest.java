package dev.tidepool.social.comment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommentRankTest {

    /** Worked out by hand from the formula: two of two. */
    @Test
    void theBestRankIsMinusTheLowerBoundOfWilsonsInterval() {
        double square = 1.281551565545 * 1.281551565545;
        assertThat(CommentRank.of(1, 0).best()).isCloseTo(-1 / (1 + square / 2), within(1e-12));
    }

    @Test
    void manyUpvotesAreBetterThanFewAndAnyBetterThanDownvotes() {
        List<CommentRank> ranks = List.of(
                CommentRank.of(100, 5),
                CommentRank.of(10, 0),
                CommentRank.of(1, 0),
                CommentRank.of(0, 0),
                CommentRank.of(0, 1),
                CommentRank.of(0, 10));
        assertThat(ranks).isSortedAccordingTo(Comparator.comparingDouble(CommentRank::best));
    }

    @Test
    void controversyIsMoltbooksFormula() {
        assertThat(CommentRank.of(0, 0).controversy()).isZero();
        assertThat(CommentRank.of(7, 0).controversy()).isZero();
        assertThat(CommentRank.of(5, 5).controversy()).isEqualTo(-10);
        assertThat(CommentRank.of(6, 2).controversy()).isEqualTo(-4);
    }
}
