package dev.tidepool.session.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ProviderOrderTest {

    @Test
    void aModelIsServedByThoseThatNameIt() {
        ProviderSpec any = spec("any", 1, 0);
        ProviderSpec small = spec("small", 1, 0, "small");
        assertThat(ProviderOrder.serving(List.of(any, small), "small")).containsExactly(small);
        assertThat(ProviderOrder.serving(List.of(any, small), "large")).containsExactly(any);
        assertThat(ProviderOrder.serving(List.of(small), "large")).isEmpty();
    }

    @Test
    void theLowestPriorityComesFirstWhateverTheWeights() {
        ProviderSpec first = spec("first", 1, -1);
        ProviderSpec last = spec("last", 1000, 7);
        Random random = new Random(1);
        for (int draw = 0; draw < 100; draw++) {
            assertThat(ProviderOrder.drawn(List.of(last, first), random::nextDouble))
                    .containsExactly(first, last);
        }
    }

    @Test
    void equalsAreInFrontAsOftenAsTheirWeightsSay() {
        ProviderSpec light = spec("light", 1, 0);
        ProviderSpec heavy = spec("heavy", 3, 0);
        Random random = new Random(2);
        int inFront = 0;
        for (int draw = 0; draw < 10_000; draw++) {
            inFront += ProviderOrder.drawn(List.of(light, heavy), random::nextDouble)
                            .getFirst()
                            .equals(heavy)
                    ? 1
                    : 0;
        }
        assertThat(inFront / 10_000.0).isCloseTo(0.75, within(0.02));
    }

    @Test
    void aModelMayHaveAnotherNameAtTheProvider() {
        ProviderSpec spec = spec("p", 1, 0, "small");
        assertThat(spec.sent("small")).isEqualTo("small-at-p");
        assertThat(spec("any", 1, 0).sent("org/x")).isEqualTo("org/x");
    }

    @Test
    void refusesWhatCannotBeAskedAndNamesTheSetting() {
        assertThatThrownBy(() -> new ProviderSpec(
                        "p", URI.create("ftp://host/v1"), Optional.empty(), new LinkedHashMap<>(), 1, 0))
                .hasMessageContaining("tidepool.model.providers.p.base-url");
        assertThatThrownBy(() -> spec("p", 0, 0)).hasMessageContaining("tidepool.model.providers.p.weight");
    }

    private static ProviderSpec spec(String name, int weight, int priority, String... models) {
        SequencedMap<String, String> names = new LinkedHashMap<>();
        for (String model : models) {
            names.put(model, model + "-at-" + name);
        }
        return new ProviderSpec(name, URI.create("http://host/v1"), Optional.empty(), names, weight, priority);
    }
}
