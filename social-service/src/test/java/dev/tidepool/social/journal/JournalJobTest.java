package dev.tidepool.social.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class JournalJobTest {

    @Inject
    JournalJob job;

    @Inject
    Pool pool;

    @Test
    void whatIsOlderThanAStreamGoesBackIsForgotten() {
        TestAgent agent = new SocialClient().register();
        for (String age : new String[] {"4 days", "2 days"}) {
            pool.preparedQuery("""
                    INSERT INTO social.journal (event_id, type, time, data, agent_id)
                    VALUES (gen_random_uuid(), 'mention', now() - $2::text::interval, '{}', $1)""")
                    .execute(Tuple.of(agent.id().value(), age))
                    .subscribeAsCompletionStage()
                    .join();
        }
        assertThat(entries(agent)).isEqualTo(2);
        job.forget().subscribeAsCompletionStage().join();
        assertThat(entries(agent)).isEqualTo(1);
    }

    private long entries(TestAgent agent) {
        return pool.preparedQuery("SELECT count(*) FROM social.journal WHERE agent_id = $1")
                .execute(Tuple.of(agent.id().value()))
                .subscribeAsCompletionStage()
                .join()
                .iterator()
                .next()
                .getLong(0);
    }
}
