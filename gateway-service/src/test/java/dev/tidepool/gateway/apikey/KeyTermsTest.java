package dev.tidepool.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class KeyTermsTest {

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final KeyTerms UNTIL_NOON = new KeyTerms(Optional.of(NOON), OptionalInt.empty(), false);
    private static final KeyTerms TEN_A_MINUTE = new KeyTerms(Optional.empty(), OptionalInt.of(10), false);

    @Test
    void aKeyEndsNoLaterThanTheKeyThatMadeIt() {
        assertThatCode(() -> UNTIL_NOON.requireWithin(UNTIL_NOON)).doesNotThrowAnyException();
        assertThatCode(() -> UNTIL_NOON.requireWithin(KeyTerms.NONE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> KeyTerms.NONE.requireWithin(UNTIL_NOON)).hasMessageContaining("expire");
        assertThatThrownBy(() -> new KeyTerms(Optional.of(NOON.plusSeconds(1)), OptionalInt.empty(), false)
                        .requireWithin(UNTIL_NOON))
                .hasMessageContaining("expire");
    }

    @Test
    void aKeyIsNoFasterThanTheKeyThatMadeIt() {
        assertThatCode(() -> TEN_A_MINUTE.requireWithin(TEN_A_MINUTE)).doesNotThrowAnyException();
        assertThatThrownBy(() -> KeyTerms.NONE.requireWithin(TEN_A_MINUTE)).hasMessageContaining("rate limit");
        assertThatThrownBy(() -> new KeyTerms(Optional.empty(), OptionalInt.of(11), false).requireWithin(TEN_A_MINUTE))
                .hasMessageContaining("rate limit");
    }

    @Test
    void aKeyMustBeRotatedIfTheKeyThatMadeItMust() {
        KeyTerms rotating = new KeyTerms(Optional.empty(), OptionalInt.empty(), true);
        assertThatCode(() -> rotating.requireWithin(rotating)).doesNotThrowAnyException();
        assertThatThrownBy(() -> KeyTerms.NONE.requireWithin(rotating)).hasMessageContaining("rotated");
    }

    @Test
    void anEndLiesAheadAndInSight() {
        assertThatCode(() -> UNTIL_NOON.requireAhead(NOON.minusSeconds(1))).doesNotThrowAnyException();
        assertThatThrownBy(() -> UNTIL_NOON.requireAhead(NOON)).hasMessageContaining("expiresAt");
        assertThatThrownBy(() -> new KeyTerms(Optional.of(Instant.MAX), OptionalInt.empty(), false).requireAhead(NOON))
                .hasMessageContaining("expiresAt");
    }
}
