package dev.tidepool.kernel.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Uuid7GeneratorTest {

    private final Uuid7Generator generator = new Uuid7Generator();

    @Test
    void identifiersSortInTheOrderInWhichTheyAreMade() {
        List<String> made = Stream.generate(() -> generator.next(UUID::toString))
                .limit(20_000)
                .toList();
        assertThat(made).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void identifiersAreOfTheTimeTheyAreMade() {
        long before = System.currentTimeMillis();
        long made = generator.next(id -> id.getMostSignificantBits() >>> 16);
        assertThat(made).isBetween(before, System.currentTimeMillis() + 1);
    }
}
