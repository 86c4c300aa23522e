package dev.tidepool.kernel.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SealingKeyTest {

    private static final String VALUE = "the tide is high";
    private static final byte[] NONCE = new byte[SealingKey.NONCE_BYTES];

    private final SealingKey key = key(1);
    private final Sealed sealed = key.seal(VALUE, "reef", NONCE);

    @Test
    void whatIsSealedIsNotSeenAndIsOpened() {
        assertThat(new String(sealed.bytes(), StandardCharsets.ISO_8859_1)).doesNotContain("tide");
        assertThat(sealed.bytes()).hasSize(12 + VALUE.length() + 16);
        assertThat(key.open(sealed, "reef")).contains(VALUE);
    }

    @Test
    void anotherNonceGivesAnotherSeal() {
        byte[] other = NONCE.clone();
        other[11] = 1;
        assertThat(key.seal(VALUE, "reef", other).bytes()).isNotEqualTo(sealed.bytes());
    }

    @Test
    void nothingThatItIsBoundToCanBeExchanged() {
        assertThat(key.open(sealed, "rock")).isEmpty();
    }

    @Test
    void noOtherKeyOpensIt() {
        assertThat(key(2).open(sealed, "reef")).isEmpty();
        assertThat(key(2).open(new Sealed(key(2).id(), sealed.bytes()), "reef")).isEmpty();
    }

    @Test
    void noChangedByteAndNoMissingOneGoesUnnoticed() {
        for (int at = 0; at < sealed.bytes().length; at++) {
            byte[] changed = sealed.bytes().clone();
            changed[at] ^= 1;
            assertThat(key.open(new Sealed(key.id(), changed), "reef")).isEmpty();
            assertThat(key.open(new Sealed(key.id(), Arrays.copyOf(sealed.bytes(), at)), "reef"))
                    .isEmpty();
        }
    }

    @Test
    void aKeyHas32BytesAndItsNameTellsNothingOfThem() {
        assertThat(key.id()).matches("[0-9a-f]{16}").isNotEqualTo(key(2).id());
        assertThatThrownBy(() -> new SealingKey(new byte[16])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new SealingKey(new byte[33])).isInstanceOf(IllegalArgumentException.class);
    }

    private static SealingKey key(int fill) {
        byte[] bytes = new byte[SealingKey.KEY_BYTES];
        Arrays.fill(bytes, (byte) fill);
        return new SealingKey(bytes);
    }
}
