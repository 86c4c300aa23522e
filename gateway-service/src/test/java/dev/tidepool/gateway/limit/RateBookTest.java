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
            assertThat(book.atHand(1, MILLI)).isNull();
            int wanted = ask(MILLI).wanted();
            assertThat(wanted).isBetween(1, 100 / 16);
            settle(wanted, 90, MILLI);
            for (int used = 1; used < wanted; used++) {
                assertThat(book.atHand(1, MILLI)).isNotNull();
            }
        }
    }

    @Test
    void servesFromTheLeaseUntilItsSecondEnds() {
        ask(0);
        settle(10, 90, 0);
        assertThat(book.atHand(1, MILLI)).isInstanceOf(RateDecision.Allowed.class);
        RateDecision second = Objects.requireNonNull(book.atHand(1, 2 * MILLI));
        assertThat(second.state().tightest().remaining())
                .as("its own lease is left too")
                .isEqualTo(97);
        assertThat(book.atHand(1, 500 * MILLI))
                .as("the server's second was half over")
                .isNull();
    }

    @Test
    void givesBackWhatItDidNotUse() {
        ask(0);
        settle(10, 90, 0);
        book.atHand(1, MILLI);
        Lease.Request next = ask(2 * SECOND);
        assertThat(next.back()).isEqualTo(8);
        assertThat(next.takenAt()).isEqualTo(7 * SECOND + 500 * MILLI);
    }

    @Test
    void makesOneTripForAllWhoWait() {
        Lease.Request first = book.await(Promise.promise(), 1, 0);
        assertThat(first).isNotNull();
        assertThat(book.await(Promise.promise(), 1, 1))
                .as("a trip is under way")
                .isNull();
        assertThat(book.await(Promise.promise(), 1, 2)).isNull();
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
        assertThat(book.atHand(1, MILLI)).as("heard just now").isInstanceOf(RateDecision.Denied.class);
        assertThat(book.atHand(1, SECOND)).as("worth another trip").isNull();
    }

    @Test
    void admitsNoMoreAloneThanTheLimitWhateverItsLeases() {
        ask(0);
        settle(50, 50, 0);
        int admitted = 1;
        for (int i = 0; i < 200; i++) {
            admitted += Objects.requireNonNullElseGet(book.atHand(1, MILLI), () -> book.alone(1, MILLI))
                            instanceof RateDecision.Allowed
                    ? 1
                    : 0;
        }
        assertThat(admitted).isEqualTo(100);
    }

    @Test
    void chargesWhatARequestCosts() {
        ask(0);
        settle(10, 90, 0);
        RateDecision dear = Objects.requireNonNull(book.atHand(5, MILLI));
        assertThat(dear.state().tightest().remaining()).isEqualTo(94);
        assertThat(book.atHand(5, MILLI)).as("four are left of the lease").isNull();
        assertThat(book.atHand(4, MILLI)).isInstanceOf(RateDecision.Allowed.class);
    }

    @Test
    void refusesADearRequestAndStillAsksForACheapOne() {
        Lease.Request trip = Objects.requireNonNull(book.await(Promise.promise(), 5, 0));
        assertThat(trip.least()).isEqualTo(5);
        RateBook.Outcome outcome = settle(0, 3, 0);
        RateDecision.Denied denied =
                (RateDecision.Denied) outcome.kept().getFirst().decision();
        assertThat(denied.state().tightest().remaining()).isEqualTo(3);
        assertThat(denied.retryAfter()).isEqualTo(Duration.ofSeconds(30));
        assertThat(book.atHand(5, MILLI)).isInstanceOf(RateDecision.Denied.class);
        assertThat(book.atHand(1, MILLI)).as("Redis has three").isNull();
    }

    @Test
    void goesOnAskingForCheapRequestsBehindADearOneThatIsRefused() {
        book.await(Promise.promise(), 5, 0);
        book.await(Promise.promise(), 1, 0);
        RateBook.Outcome outcome = settle(0, 3, 0);
        assertThat(outcome.kept()).hasSize(1);
        assertThat(Objects.requireNonNull(outcome.next()).least()).isEqualTo(1);
    }

    @Test
    void givesARefundedAdmissionToTheNext() {
        ask(0);
        settle(2, 0, 0);
        RateDecision.Allowed second = (RateDecision.Allowed) Objects.requireNonNull(book.atHand(1, MILLI));
        book.refund(second, 1, 2 * MILLI);
        assertThat(book.atHand(1, 3 * MILLI)).isInstanceOf(RateDecision.Allowed.class);
        assertThat(book.alone(1, 3 * MILLI).state().tightest().remaining())
                .as("of its own count, three admitted and one refunded")
                .isEqualTo(97);
    }

    @Test
    void keepsALeaseThatHasEndedWhateverIsRefunded() {
        ask(0);
        settle(2, 0, 0);
        RateDecision.Allowed second = (RateDecision.Allowed) Objects.requireNonNull(book.atHand(1, MILLI));
        book.refund(second, 1, SECOND);
        assertThat(book.atHand(1, SECOND)).isNull();
    }

    @Test
    void givesBackWithTheNextTripWhatIsRefundedAfterItsLeaseHasEnded() {
        ask(0);
        settle(2, 0, 0);
        RateDecision.Allowed second = (RateDecision.Allowed) Objects.requireNonNull(book.atHand(1, MILLI));
        book.refund(second, 1, SECOND);
        Lease.Request next = ask(SECOND);
        assertThat(next.back()).isEqualTo(1);
        assertThat(next.takenAt() / SECOND).isEqualTo(7);
    }

    @Test
    void refundsWhatItCountedItselfHoweverLongTheRequestHadWaited() {
        book.await(Promise.promise(), 1, 0);
        RateBook.Outcome outcome = settle(1, 0, 3 * SECOND);
        RateDecision.Allowed waited =
                (RateDecision.Allowed) outcome.kept().getFirst().decision();
        book.refund(waited, 1, 3 * SECOND);
        assertThat(book.alone(1, 3 * SECOND).state().tightest().remaining()).isEqualTo(99);
    }

    @Test
    void asksAheadAtHalfOfALease() {
        ask(0);
        settle(11, 400, 0);
        for (int used = 1; used <= 4; used++) {
            book.atHand(1, MILLI);
            assertThat(book.ahead(MILLI)).as("%d used", used).isNull();
        }
        book.atHand(1, MILLI);
        Lease.Request next = Objects.requireNonNull(book.ahead(MILLI));
        assertThat(next.back()).isZero();
        assertThat(book.ahead(MILLI)).as("a trip is under way").isNull();
        assertThat(book.atHand(1, MILLI)).as("the lease still serves").isNotNull();
        settle(10, 390, 2 * MILLI);
        for (int left = 14; left > 0; left--) {
            assertThat(book.atHand(1, 3 * MILLI)).isNotNull();
        }
        assertThat(book.atHand(1, 3 * MILLI)).isNull();
    }

    @Test
    void holdsNothingAheadNearTheLimit() {
        ask(0);
        settle(20, 100, 0);
        for (int used = 1; used < 20; used++) {
            book.atHand(1, MILLI);
            assertThat(book.ahead(MILLI)).isNull();
        }
    }

    @Test
    void givesBackWhatIsLeftWhenTheNextLeaseIsOfAnotherSecond() {
        ask(0);
        settle(11, 400, 0);
        for (int used = 1; used <= 5; used++) {
            book.atHand(1, MILLI);
        }
        assertThat(book.ahead(499 * MILLI)).isNotNull();
        settle(1, 390, 500 * MILLI);
        assertThat(book.atHand(1, 501 * MILLI)).isNotNull();
        Lease.Request next = ask(501 * MILLI);
        assertThat(next.back()).isEqualTo(5);
        assertThat(next.takenAt()).isEqualTo(7 * SECOND + 500 * MILLI);
    }

    private Lease.Request ask(long now) {
        return Objects.requireNonNull(book.await(Promise.promise(), 1, now));
    }

    /** The server's clock is 7.5 s ahead: half of its second is over. */
    private RateBook.Outcome settle(int granted, int remaining, long now) {
        Lease.Grant grant = new Lease.Grant(
                granted, now + 7 * SECOND + 500 * MILLI, List.of(new RateState.Window(RULE, remaining, 30 * SECOND)));
        return book.settle(grant, now, now);
    }
}
