package dev.tidepool.gateway.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Trail;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The job as several gateways run it: at the same time. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class RotationJobTest {

    private static final int KEYS = 12;

    @Inject
    RotationJob job;

    @Inject
    Pool pool;

    @Test
    void tellsOfEachKeyOnceHoweverManyRun() {
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            keys.add(Keys.create(Organizations.OTHER.key(), Keys.wanted("old-" + i, "chat:read"))
                    .getString("id"));
        }
        age(keys);
        List<Uni<Void>> gateways =
                IntStream.range(0, 6).mapToObj(i -> job.findDue()).toList();
        Uni.join().all(gateways).andFailFast().await().indefinitely();
        Eventually.within(Duration.ofSeconds(10), () -> {
            List<String> told = Trail.of(Organizations.OTHER, "type=key.rotation_due").stream()
                    .map(entry -> entry.getJsonObject("details").getString("key"))
                    .filter(keys::contains)
                    .toList();
            assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
        });
    }

    private void age(List<String> keys) {
        pool.preparedQuery("UPDATE gateway.api_key SET text_issued_at = now() - interval '31 days' WHERE id = ANY ($1)")
                .execute(Tuple.tuple()
                        .addArrayOfUUID(keys.stream().map(UUID::fromString).toArray(UUID[]::new)))
                .await()
                .indefinitely();
    }
}
