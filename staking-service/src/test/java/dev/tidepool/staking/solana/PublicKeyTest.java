package dev.tidepool.staking.solana;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicKeyTest {

    static Stream<JsonNode> base58() {
        return Vectors.of("base58");
    }

    static Stream<JsonNode> curve() {
        return Vectors.of("curve");
    }

    static Stream<JsonNode> seedDerived() {
        return Vectors.of("seedDerived");
    }

    @ParameterizedTest
    @MethodSource("base58")
    void writesAndReadsBase58(JsonNode vector) {
        byte[] bytes = HexFormat.of().parseHex(Vectors.text(vector, "hex"));

        assertThat(Base58.encode(bytes)).isEqualTo(Vectors.text(vector, "text"));
        assertThat(Base58.decode(Vectors.text(vector, "text"))).isEqualTo(bytes);
    }

    /** The last digit of a number is what is left of it by 58. */
    @Test
    void writesNumbersOfAnyLength() {
        Random random = new Random(58);
        for (int length = 0; length <= 70; length++) {
            for (int zeros = 0; zeros <= Math.min(3, length); zeros++) {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                Arrays.fill(bytes, 0, zeros, (byte) 0);
                String text = Base58.encode(bytes);
                assertThat(Base58.decode(text)).isEqualTo(bytes);
                assertThat(valueOf(text)).isEqualTo(new BigInteger(1, bytes));
            }
        }
    }

    private static BigInteger valueOf(String text) {
        String digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        return text.chars()
                .mapToObj(digit -> BigInteger.valueOf(digits.indexOf(digit)))
                .reduce(
                        BigInteger.ZERO,
                        (value, digit) -> value.multiply(BigInteger.valueOf(58)).add(digit));
    }

    @ParameterizedTest
    @MethodSource("curve")
    void tellsPointsOfTheCurveFromOthers(JsonNode vector) {
        assertThat(Vectors.key(vector, "key").onCurve())
                .isEqualTo(vector.required("onCurve").asBoolean());
    }

    @ParameterizedTest
    @MethodSource("seedDerived")
    void derivesAnAddressFromASeed(JsonNode vector) {
        PublicKey derived = PublicKey.createWithSeed(
                Vectors.key(vector, "base"), Vectors.text(vector, "seed"), Vectors.key(vector, "program"));

        assertThat(derived).isEqualTo(Vectors.key(vector, "derived"));
    }

    @Test
    void refusesASeedOfMoreThan32Bytes() {
        assertThatThrownBy(() -> PublicKey.createWithSeed(StakeProgram.ID, "ü".repeat(17), StakeProgram.ID))
                .hasMessageContaining("34");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0OIl1111111111111111111111111111",
                "1111111111111111111111111111111",
                "111111111111111111111111111111111",
                "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
                "Stake11111111111111111111111111111111111111\n",
                "Stäke1111111111111111111111111111111111111"
            })
    void refusesWhatIsNotAnAddress(String text) {
        assertThatThrownBy(() -> PublicKey.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
