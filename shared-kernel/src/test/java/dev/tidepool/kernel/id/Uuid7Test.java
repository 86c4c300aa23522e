package dev.tidepool.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class Uuid7Test {

    /** The example of RFC 9562, appendix A.6. */
    @Test
    void matchesTheStandardsExample() {
        assertThat(Uuid7.of(0x017F22E279B0L, 0xCC3L, 0x18C4DC0C0C07398FL))
                .isEqualTo(UUID.fromString("017f22e2-79b0-7cc3-98c4-dc0c0c07398f"));
    }

    @Test
    void sortsByTime() {
        assertThat(Uuid7.of(1, -1, -1).toString()).isLessThan(Uuid7.of(2, 0, 0).toString());
        assertThat(Uuid7.of(5, -1, -1).version()).isEqualTo(7);
        assertThat(Uuid7.of(5, -1, -1).variant()).isEqualTo(2);
    }
}
