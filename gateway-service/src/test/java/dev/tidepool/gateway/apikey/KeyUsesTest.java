package dev.tidepool.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class KeyUsesTest {

    private static final ApiKeyId KEY = new ApiKeyId(new UUID(0, 1));

    private final KeyUses uses = new KeyUses();

    @Test
    void countsUntilTheyAreTaken() {
        uses.count(KEY, 1000);
        uses.count(KEY, 3000);
        assertThat(uses.take()).containsExactly(new KeyUses.Uses(KEY, 2, Instant.ofEpochMilli(3000)));
        assertThat(uses.take()).isEmpty();
    }

    @Test
    void countsAgainWhatCouldNotBeWritten() {
        uses.count(KEY, 1000);
        uses.take().forEach(uses::addAgain);
        uses.count(KEY, 2000);
        assertThat(uses.take()).containsExactly(new KeyUses.Uses(KEY, 2, Instant.ofEpochMilli(2000)));
    }

    @Test
    void losesNoneWhileTheyAreTaken() throws Exception {
        int threads = 4;
        int each = 50_000;
        long taken = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> counting = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                counting.add(pool.submit(() -> {
                    for (int use = 0; use < each; use++) {
                        uses.count(KEY, use);
                    }
                }));
            }
            while (!counting.stream().allMatch(Future::isDone)) {
                taken += total(uses.take());
            }
            for (Future<?> done : counting) {
                done.get();
            }
        }
        assertThat(taken + total(uses.take())).isEqualTo((long) threads * each);
    }

    private static long total(List<KeyUses.Uses> taken) {
        return taken.stream().mapToLong(KeyUses.Uses::count).sum();
    }
}
