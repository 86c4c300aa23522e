package dev.tidepool.social.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventId;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class JournalGrewTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    /** Counts what those who read the journal are told. */
    @Singleton
    static class Readers {

        private final AtomicInteger told = new AtomicInteger();

        void grew(@Observes JournalGrew grew) {
            told.incrementAndGet();
        }
    }

    @Inject
    Pool pool;

    @Inject
    JournalJob job;

    @Inject
    Readers readers;

    private final SocialClient client = new SocialClient();

    @Test
    void readersAreToldWhenItGrewAndOnlyThen() {
        Eventually.within(SOON, () -> {
            int before = readers.told.get();
            for (int round = 0; round < 3; round++) {
                job.sweep().await().indefinitely();
            }
            assertThat(readers.told).hasValue(before);
        });
        int before = readers.told.get();
        pool.query("""
                INSERT INTO social.journal_inbox (event_id, type, time, data, agent_id)
                VALUES (gen_random_uuid(), 'dm:sent', now(), '{}', '%s')""".formatted(client.register().id())).execute().await().indefinitely();
        job.sweep().await().indefinitely();
        Eventually.within(SOON, () -> assertThat(readers.told.get()).isGreaterThan(before));
    }

    @Test
    void aRoundIsAskedForByWhatIsTold() {
        assertThat(List.of("post:created", "report:created", "alert:created", "post:commented", "agent:followed"))
                .allMatch(type -> JournalJob.isTold(event(type, "events:all")));
        assertThat(JournalJob.isTold(event("dm:sent", "user:" + UUID.randomUUID())))
                .isTrue();
        assertThat(List.of("post:liked", "comment:liked", "trending:updated", "post:updated"))
                .noneMatch(type -> JournalJob.isTold(event(type, "post:1")));
    }

    private static Event event(String type, String room) {
        return Event.of(
                new EventId(UUID.randomUUID()),
                type,
                new OrganizationId(UUID.randomUUID()),
                Instant.EPOCH,
                List.of(room),
                new JsonObject());
    }
}
