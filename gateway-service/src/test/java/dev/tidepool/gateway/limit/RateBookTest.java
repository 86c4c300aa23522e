package dev.tidepool.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RateBookTest {

    private static final long MILLI = 1_000;
    private static final long SECOND = 1_000_000;
    private static final RateRule RULE = new RateRule(100, Duration.ofMinutes(1));

    private final RateBook book = new RateBook(new RateSubject("organization:x", "teams", List.of(RULE)), 0);

    @Test
    void asksForOneRequestAtFirstAndForMoreAsTheyCome() {
        assertThat(ask(0).wanted()).isEqualTo(1);
        settle(1, 99, 0);
        for (int i = 0; i < 8; i++) {
            assertThat(book.atHand(MILLI)).isNull();
            int wanted = ask(MILLI).wanted();
            assertThat(wanted).isBetween(1, 100 / 16);
            settle(wanted, 90, MILLI);
            for (int used = 1; used < wanted; used++) {
                assertThat(book.atHand(MILLI)).isNotNull();
            }
        }
    }

    @Test
    void servesFromTheLeaseUntilItsSecondEnds() {
        ask(0);
        settle(10, 90, 0);
        assertThat(book.atHand(MILLI)).isInstanceOf(RateDecision.Allowed.class);
        RateDecision second = Objects.requireNonNull(book.atHand(2 * MILLI));
        assertThat(second.state().tightest().remaining())
                .as("its own lease is left too")
                .isEqualTo(97);
        assertThat(book.atHand(500 * MILLI))
                .as("the server's second was half over")
                .isNull();
    }

    @Test
    void givesBackWhatItDidNotUse() {
        ask(0);
        settle(10, 90, 0);
        book.atHand(MILLI);
        Lease.Request next = ask(2 * SECOND);
        assertThat(next.back()).isEqualTo(8);
        assertThat(next.takenAt()).isEqualTo(7 * SECOND + 500 * MILLI);
    }

    @Test
    void makesOneTripForAllWhoWait() {
        Lease.Request first = book.await(Promise.promise(), 0);
        assertThat(first).isNotNull();
        assertThat(book.await(Promise.promise(), 1)).as("a trip is under way").isNull();
        assertThat(book.await(Promise.promise(), 2)).isNull();
        RateBook.Outcome outcome = settle(1, 99, 3);
        assertThat(outcome.kept()).hasSize(1);
        assertThat(Objects.requireNonNull(outcome.next()).wanted()).isEqualTo(2);
        assertThat(settle(2, 97, 4).kept())
                .hasSize(2)
                .allMatch(kept -> kept.decision() instanceof RateDecision.Allowed);
    }

    @Test
    void refusesWhenRedisHasNoMore() {
        ask(0);
        RateBook.Outcome outcome = settle(0, 0, 0);
        RateDecision.Denied denied =
                (RateDecision.Denied) outcome.kept().getFirst().decision();
        assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(book.atHand(MILLI)).as("heard just now").isInstanceOf(RateDecision.Denied.class);
        assertThat(book.atHand(SECOND)).as("worth another trip").isNull();
    }

    @Test
    void admitsNoMoreAloneThanTheLimitWhateverItsLeases() {
        ask(0);
        settle(50, 50, 0);
        int admitted = 1;
        for (int i = 0; i < 200; i++) {
            admitted += Objects.requireNonNullElseGet(book.atHand(MILLI), () -> book.alone(MILLI))
                            instanceof RateDecision.Allowed
                    ? 1
                    : 0;
        }
        assertThat(admitted).isEqualTo(100);
    }

    private Lease.Request ask(long now) {
        return Objects.requireNonNull(book.await(Promise.promise(), now));
    }

    /** The server's clock is 7.5 s ahead: half of its second is over. */
    private RateBook.Outcome settle(int granted, int remaining, long now) {
        Lease.Grant grant = new Lease.Grant(
                granted, now + 7 * SECOND + 500 * MILLI, List.of(new RateState.Window(RULE, remaining, 30 * SECOND)));
        return book.settle(grant, now, now);
    }
}
