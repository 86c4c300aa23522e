package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactU16Test {

    @ParameterizedTest
    @CsvSource({"0,00", "127,7f", "128,8001", "16383,ff7f", "16384,808001", "65535,ffff03"})
    void usesTheShortestForm(int value, String hex) {
        assertThat(new ByteWriter().compactU16(value).toBytes().toHex()).isEqualTo(hex);
    }

    @Test
    void readsBackEveryValue() {
        for (int value = 0; value <= CompactU16.MAX; value++) {
            byte[] written = new ByteWriter().compactU16(value).toBytes().toArray();
            assertThat(new ByteReader(written).compactU16()).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8000", "808000", "ff8000", "ffff04", "ffffff", "80808001", "80", ""})
    void refusesEveryOtherForm(String hex) {
        ByteReader in = new ByteReader(HexFormat.of().parseHex(hex));

        assertThatThrownBy(in::compactU16).isInstanceOf(MalformedBytesException.class);
    }
}
