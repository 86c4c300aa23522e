package dev.tidepool.social.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VectorTest {

    private static final List<String> BOTH = List.of("post", "comment");

    @Test
    void roundingKeepsTheAngle() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            float[] one = numbers(random);
            float[] other = numbers(random);
            for (int i = 0; i < other.length; i++) {
                other[i] += one[i];
            }
            assertThat(Vector.of(one).cosine(Vector.of(other))).isCloseTo(cosine(one, other), within(0.01));
        }
    }

    @Test
    void whatWasStoredIsReadBack() {
        Vector vector = Vector.of(numbers(new Random(8)));
        assertThat(Vector.ofBytes(Base64.getDecoder().decode(vector.base64()))).isEqualTo(vector);
        assertThat(vector.cosine(vector)).isCloseTo(1, within(1e-9));
    }

    @Test
    void whatHasNoDirectionIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of(new float[384]));
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of(new float[] {1}));
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.ofBytes(new byte[383]));
        float[] broken = new float[384];
        broken[0] = Float.POSITIVE_INFINITY;
        assertThatIllegalArgumentException().isThrownBy(() -> Vector.of(broken));
    }

    @Test
    void theNewestAreKeptAndTheNearestFound() {
        RecentVectors recent = new RecentVectors(3);
        recent.add(IntStream.range(0, 5).mapToObj(VectorTest::leaning).toList());
        assertThat(recent.size()).isEqualTo(3);
        assertThat(recent.bound()).as("older ones may have been stored later").isZero();
        recent.reach(5);
        assertThat(recent.bound()).isEqualTo(5);
        assertThat(recent.nearest(straight(), BOTH, 5, 10)).extracting(Near::id).containsExactly(id(2), id(3), id(4));
        assertThat(recent.nearest(straight(), BOTH, 5, 1))
                .singleElement()
                .extracting(Near::id)
                .isEqualTo(id(2));
        assertThat(recent.nearest(straight(), List.of("comment"), 5, 10))
                .extracting(Near::id)
                .containsExactly(id(3));
        assertThat(recent.nearest(straight(), BOTH, 3, 10))
                .as("stored until the bound")
                .extracting(Near::id)
                .containsExactly(id(2));
        recent.add(List.of(leaning(4)));
        assertThat(recent.size()).as("the same again").isEqualTo(3);
    }

    @Test
    void theOrderOfIdsIsThatOfTheDatabase() {
        assertThat(new TextId(new UUID(-1, 0))).isGreaterThan(new TextId(new UUID(1, 0)));
        assertThat(new TextId(new UUID(1, -1))).isGreaterThan(new TextId(new UUID(1, 1)));
    }

    /** The higher the number, the farther from straight; odd ones are comments. */
    private static Embedded leaning(int number) {
        float[] parts = new float[384];
        parts[0] = 10;
        parts[1] = number;
        return new Embedded(id(number), number % 2 == 0 ? "post" : "comment", number + 1, Vector.of(parts));
    }

    private static Vector straight() {
        float[] parts = new float[384];
        parts[0] = 1;
        return Vector.of(parts);
    }

    private static TextId id(int number) {
        return new TextId(new UUID(0x0190_0000_0000_7000L, number));
    }

    private static float[] numbers(Random random) {
        float[] numbers = new float[384];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }

    private static double cosine(float[] one, float[] other) {
        double product = 0;
        double first = 0;
        double second = 0;
        for (int i = 0; i < one.length; i++) {
            product += one[i] * other[i];
            first += one[i] * one[i];
            second += other[i] * other[i];
        }
        return product / Math.sqrt(first * second);
    }
}
