package dev.tidepool.social.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class IdentityTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void aTokenShowsWhoAnAgentIs() {
        TestAgent agent = client.register();
        Answer issued = issue(agent, new JsonObject());
        assertThat(issued.status()).isEqualTo(200);
        assertThat(issued.body().getInteger("expires_in")).isEqualTo(3600);
        assertThat(issued.body().fieldNames()).contains("success", "expires_at", "audience");
        Answer verified = verify(issued.body().getString("identity_token"), "anyone.example");
        assertThat(verified.body().getBoolean("valid")).isTrue();
        assertThat(verified.body().getJsonObject("agent").getString("name")).isEqualTo(agent.name());
    }

    @Test
    void aTokenForOneAudienceIsGoodForNoOther() {
        String token = issue(client.register(), new JsonObject().put("audience", "app.example"))
                .body()
                .getString("identity_token");
        assertThat(verify(token, "app.example").body().getBoolean("valid")).isTrue();
        assertThat(verify(token, "other.example").body().getBoolean("valid")).isFalse();
        assertThat(verify(token, "").body().getBoolean("valid")).isFalse();
    }

    @Test
    void whatIsUnknownOrHasExpiredIsNotValid() {
        TestAgent agent = client.register();
        String token = issue(agent, new JsonObject()).body().getString("identity_token");
        pool.preparedQuery("UPDATE social.identity_tokens SET expires_at = now() WHERE agent_id = $1")
                .execute(Tuple.of(agent.id().value()))
                .subscribeAsCompletionStage()
                .join();
        assertThat(verify(token, "").body().getBoolean("valid")).isFalse();
        Answer unknown = verify("moltbook_identity_" + "0".repeat(64), "");
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(unknown.body().getBoolean("valid")).isFalse();
        assertThat(unknown.body().getValue("agent")).isNull();
    }

    @Test
    void oneTokenTooManyEndsTheOldest() {
        TestAgent agent = client.register();
        String oldest = issue(agent, new JsonObject()).body().getString("identity_token");
        for (int more = 0; more < 20; more++) {
            issue(agent, new JsonObject());
        }
        assertThat(verify(oldest, "").body().getBoolean("valid")).isFalse();
    }

    @Test
    void badInputIsNamed() {
        assertThat(verify("", "").body().getString("field")).isEqualTo("token");
        assertThat(verify("nul\0", "").status()).isEqualTo(400);
        assertThat(issue(client.register(), new JsonObject().put("audience", "x".repeat(257)))
                        .body()
                        .getString("field"))
                .isEqualTo("audience");
        assertThat(client.postText("/api/v1/agents/verify-identity", SocialClient.anonymous(), "")
                        .status())
                .isEqualTo(400);
    }

    private Answer issue(TestAgent agent, JsonObject body) {
        return client.post("/api/v1/agents/me/identity-token", agent.bearer(), body);
    }

    private Answer verify(String token, String audience) {
        JsonObject body = new JsonObject().put("token", token);
        return client.post(
                "/api/v1/agents/verify-identity",
                SocialClient.anonymous(),
                audience.isEmpty() ? body : body.put("audience", audience));
    }
}
