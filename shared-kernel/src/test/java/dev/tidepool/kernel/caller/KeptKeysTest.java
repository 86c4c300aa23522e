package dev.tidepool.kernel.caller;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class KeptKeysTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration AT_ONCE = Duration.ofNanos(1);

    private final List<CompletableFuture<String>> fetches = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();

    @Test
    void waitsForTheFirstOnes() {
        KeptKeys<String> keys = keys(LONG, AT_ONCE);
        CompletableFuture<String> first = ask(keys.current());
        CompletableFuture<String> second = ask(keys.current());
        assertThat(first).isNotDone();
        fetches.getFirst().complete("one");
        assertThat(first).isCompletedWithValue("one");
        assertThat(second).isCompletedWithValue("one");
        assertThat(fetches).as("asked once for both").hasSize(1);
    }

    @Test
    void servesWhatIsKnownWhileAFetchHangs() {
        KeptKeys<String> keys = fetched(AT_ONCE, AT_ONCE);
        assertThat(ask(keys.current())).isCompletedWithValue("one");
        assertThat(fetches).as("and asks for more").hasSize(2);
        assertThat(ask(keys.current())).isCompletedWithValue("one");
        assertThat(fetches).as("one at a time").hasSize(2);
        fetches.getLast().complete("two");
        assertThat(ask(keys.current())).isCompletedWithValue("two");
    }

    @Test
    void waitsWhenAskedForUnknownOnesButNotTooOften() {
        KeptKeys<String> keys = fetched(LONG, AT_ONCE);
        CompletableFuture<String> asked = ask(keys.refreshed());
        assertThat(asked).isNotDone();
        fetches.getLast().complete("two");
        assertThat(asked).isCompletedWithValue("two");
        KeptKeys<String> seldom = keys(LONG, LONG);
        ask(seldom.current());
        fetches.getLast().complete("one");
        assertThat(ask(seldom.refreshed())).isCompletedWithValue("one");
    }

    @Test
    void keepsTheOldOnesWhenAFetchFails() {
        KeptKeys<String> keys = fetched(LONG, AT_ONCE);
        CompletableFuture<String> asked = ask(keys.refreshed());
        fetches.getLast().completeExceptionally(new IllegalStateException("away"));
        assertThat(asked).isCompletedWithValue("one");
        assertThat(failures).hasSize(1);
        assertThat(ask(keys.current())).isCompletedWithValue("one");
    }

    private KeptKeys<String> fetched(Duration refreshInterval, Duration minimumInterval) {
        KeptKeys<String> keys = keys(refreshInterval, minimumInterval);
        ask(keys.current());
        fetches.getLast().complete("one");
        long now = System.nanoTime();
        Eventually.within(
                Duration.ofSeconds(1), () -> assertThat(System.nanoTime() - now).isGreaterThan(1));
        return keys;
    }

    private KeptKeys<String> keys(Duration refreshInterval, Duration minimumInterval) {
        return new KeptKeys<>("none", refreshInterval, minimumInterval, this::fetch, failures::add);
    }

    private Uni<String> fetch() {
        CompletableFuture<String> fetch = new CompletableFuture<>();
        fetches.add(fetch);
        return Uni.createFrom().completionStage(fetch);
    }

    private static CompletableFuture<String> ask(Uni<String> keys) {
        return keys.subscribeAsCompletionStage();
    }
}
