package dev.tidepool.social.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.Counted;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import dev.tidepool.social.test.ToldEvents;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the outcome of challenges is told to, and how they are counted. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class ChallengeToldTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String DEMANDED = "tidepool.social.challenges";
    private static final String ANSWERS = "tidepool.social.challenge.answers";

    @Inject
    VerificationFixture fixture;

    @Inject
    ExpiryJob job;

    @Inject
    RedisDataSource redis;

    @Inject
    MeterRegistry metrics;

    private final SocialClient client = new SocialClient();
    private ToldEvents told;

    @BeforeEach
    void listen() {
        told = new ToldEvents(redis);
    }

    @AfterEach
    void stopListening() {
        told.close();
    }

    @Test
    void oneThatIsPassed() {
        Counted demanded = new Counted(metrics, DEMANDED, "kind", "post");
        Counted right = new Counted(metrics, ANSWERS, "outcome", "right");
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Told").body().getJsonObject("post");
        fixture.solve(author, post);
        requireTold("agent:challenge_passed", author, "post", post);
        assertThat(demanded.since()).isEqualTo(1);
        assertThat(right.since()).isEqualTo(1);
    }

    @Test
    void oneThatIsFailed() {
        Counted demanded = new Counted(metrics, DEMANDED, "kind", "comment");
        Counted wrong = new Counted(metrics, ANSWERS, "outcome", "wrong");
        Counted failed = new Counted(metrics, ANSWERS, "outcome", "failed");
        TestAgent author = fixture.untrusted();
        JsonObject comment = fixture.comment(
                        author, client.postByNewAgent("general", "Discussed"), new JsonObject().put("content", "Hm"))
                .body()
                .getJsonObject("comment");
        for (int tries = 0; tries < 3; tries++) {
            fixture.answer(author, VerificationFixture.codeOf(comment), "-1");
        }
        requireTold("agent:challenge_failed", author, "comment", comment);
        assertThat(demanded.since()).isEqualTo(1);
        assertThat(wrong.since()).isEqualTo(2);
        assertThat(failed.since()).isEqualTo(1);
    }

    @Test
    void oneThatNobodyAnsweredInTime() {
        Counted expired = new Counted(metrics, "tidepool.social.challenges.expired");
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Late").body().getJsonObject("post");
        fixture.execute(
                "UPDATE social.challenges SET expires_at = now() - interval '1 second' WHERE target_id = $1",
                UUID.fromString(post.getString("id")));
        job.expire().subscribeAsCompletionStage().join();
        Eventually.within(SOON, () -> assertThat(expired.since()).isPositive());
        assertThat(told.all(
                        "agent:challenge_failed", data -> author.id().toString().equals(data.getString("agentId"))))
                .as("it did not answer wrong")
                .isEmpty();
    }

    @Test
    void whatBecameOfAnOldOneIsForgotten() {
        TestAgent author = fixture.untrusted();
        JsonObject post = fixture.post(author, "Long ago").body().getJsonObject("post");
        fixture.solve(author, post);
        assertThat(fixture.solve(author, post).status()).as("used").isEqualTo(409);
        fixture.execute(
                "UPDATE social.challenges SET expires_at = now() - interval '8 days' WHERE target_id = $1",
                UUID.fromString(post.getString("id")));
        job.expire().subscribeAsCompletionStage().join();
        Eventually.within(
                SOON, () -> assertThat(fixture.solve(author, post).status()).isEqualTo(404));
    }

    /** To the agent alone. */
    private void requireTold(String type, TestAgent agent, String kind, JsonObject target) {
        JsonObject event = told.await(type, agent);
        assertThat(event.getJsonArray("rooms")).containsExactly("user:" + agent.id());
        assertThat(event.getJsonObject("data").getString("targetType")).isEqualTo(kind);
        assertThat(event.getJsonObject("data").getString("targetId")).isEqualTo(target.getString("id"));
    }
}
