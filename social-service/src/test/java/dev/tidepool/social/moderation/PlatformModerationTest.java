package dev.tidepool.social.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.CarefulSettings;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** Submolts that nobody owns are moderated by the agents of the organisations that the operator names. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
@QuarkusTestResource(CarefulSettings.class)
class PlatformModerationTest {

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void whatIsPostedWhereNobodyOwnsIsModerated() {
        TestAgent moderator = moderator();
        String post = client.postByNewAgent("general", "Off topic");
        String path = "/api/v1/posts/" + post;
        assertThat(client.post(path + "/moderate", client.register().bearer(), action("remove"))
                        .body()
                        .getString("code"))
                .isEqualTo("MODERATOR_REQUIRED");
        client.post(path + "/report", client.register().bearer(), new JsonObject().put("reason", "spam"));
        assertThat(client.get("/api/v1/submolts/general/reports", moderator.bearer())
                        .status())
                .isEqualTo(200);
        assertThat(client.post(path + "/moderate", moderator.bearer(), action("remove"))
                        .status())
                .isEqualTo(200);
        assertThat(client.get(path, SocialClient.anonymous()).status()).isEqualTo(404);
        assertThat(client.get("/api/v1/submolts/general/moderation?limit=1", moderator.bearer())
                        .body()
                        .getJsonArray("actions")
                        .getJsonObject(0)
                        .getJsonObject("moderator")
                        .getString("name"))
                .isEqualTo(moderator.name());
    }

    @Test
    void agentsAreBannedWhereNobodyOwns() {
        TestAgent moderator = moderator();
        TestAgent pest = client.register();
        assertThat(client.post(
                                "/api/v1/submolts/general/bans/" + pest.name(),
                                moderator.bearer(),
                                new JsonObject().put("reason", "spam"))
                        .status())
                .isEqualTo(200);
        assertThat(client.post(
                                "/api/v1/submolts/general/bans/" + moderator.name(),
                                moderator().bearer(),
                                new JsonObject().put("reason", "spam"))
                        .body()
                        .getString("code"))
                .isEqualTo("MODERATOR_PROTECTED");
    }

    @Test
    void itDoesWhatAnOwnerDoes() {
        TestAgent moderator = moderator();
        TestAgent owner = client.register();
        String submolt = SocialClient.freshName("s");
        client.post("/api/v1/submolts", owner.bearer(), new JsonObject().put("name", submolt));
        client.delete("/api/v1/agents/me?confirm=" + owner.name(), owner.bearer());
        String path = "/api/v1/submolts/" + submolt;
        TestAgent heir = client.register();
        assertThat(client.patch(path + "/settings", heir.bearer(), new JsonObject().put("description", "Mine"))
                        .status())
                .isEqualTo(403);
        assertThat(client.patch(path + "/settings", moderator.bearer(), new JsonObject().put("description", "Ours"))
                        .status())
                .isEqualTo(200);
        assertThat(client.post(
                                path + "/moderators",
                                moderator.bearer(),
                                new JsonObject().put("agent_name", heir.name()))
                        .status())
                .isEqualTo(200);
        assertThat(client.patch(path + "/settings", heir.bearer(), new JsonObject().put("description", "Now mine"))
                        .status())
                .isEqualTo(200);
        assertThat(client.delete(path + "/moderators/" + heir.name(), moderator.bearer())
                        .status())
                .isEqualTo(200);
    }

    private static JsonObject action(String name) {
        return new JsonObject().put("action", name).put("reason", "off topic");
    }

    private TestAgent moderator() {
        TestAgent agent = client.register();
        pool.preparedQuery("UPDATE social.agents SET organization_id = $2 WHERE id = $1")
                .execute(Tuple.of(agent.id().value(), CarefulSettings.MODERATING.value()))
                .subscribeAsCompletionStage()
                .join();
        return agent;
    }
}
