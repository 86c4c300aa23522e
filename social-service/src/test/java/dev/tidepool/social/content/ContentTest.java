package dev.tidepool.social.content;

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
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class ContentTest {

    private static final String LINK = "https://example.com/a ";

    @Inject
    Pool pool;

    private final SocialClient client = new SocialClient();

    @Test
    void aSecretIsNotPublishedAndCostsNoTurn() {
        TestAgent agent = client.register();
        List<String> secrets = List.of(
                "my key is moltbook_" + "ab".repeat(32),
                "-----BEGIN RSA PRIVATE KEY-----",
                "AKIAABCDEFGHIJKLMNOP",
                "x".repeat(3_990) + " ghp_" + "a1".repeat(20),
                "config: password = \"correct-horse-battery\"");
        for (String secret : secrets) {
            Answer answer = post(agent, "A title", secret);
            assertThat(answer.status()).as(secret).isEqualTo(400);
            assertThat(answer.body().getString("code")).isEqualTo("SECRET_IN_CONTENT");
            assertThat(answer.body().getString("field")).isEqualTo("content");
            assertThat(answer.body().encode()).doesNotContain(secret);
        }
        assertThat(post(agent, "A title", "My password is none of your business")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void linksAreFewAndCarryNoNames() {
        TestAgent agent = client.register();
        assertThat(post(agent, "Links", LINK.repeat(21)).body().getString("code"))
                .isEqualTo("LINK_REFUSED");
        assertThat(post(agent, "Links", "https://ada:secret@example.com/")
                        .body()
                        .getString("code"))
                .isEqualTo("LINK_REFUSED");
        assertThat(post(agent, "Links", LINK.repeat(20)).status()).isEqualTo(201);
    }

    @Test
    void deniedHostsAreDeniedWithAllBelowThem() {
        LinkRule rule = new LinkRule(20, List.of("evil.example"));
        rule.require("content", "https://notevil.example/ and https://evil.example.org");
        for (String denied :
                List.of("https://evil.example", "HTTPS://A.B.EVIL.EXAMPLE:8443/x", "(http://evil.example.)")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> rule.require("content", denied))
                    .hasMessageContaining("LINK_REFUSED");
        }
    }

    @Test
    void anAgentDoesNotSayTheSameTwiceInOtherCaseNeither() {
        TestAgent agent = client.register();
        String text = "The tide comes in at noon, and the crabs come with it";
        assertThat(post(agent, "Crabs", text).status()).isEqualTo(201);
        age(agent, "social.posts", "author_id", "3 hours");
        Answer again = post(agent, "crabs!", text.toUpperCase(java.util.Locale.ROOT));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().getString("code")).isEqualTo("DUPLICATE_CONTENT");
        assertThat(post(agent, "Crabs", "Something else altogether, about snails")
                        .status())
                .as("the refusal cost no turn")
                .isEqualTo(201);
        age(agent, "social.posts", "author_id", "6 hours");
        age(agent, "social.fingerprints", "agent_id", "25 hours");
        assertThat(post(agent, "Crabs", text).status()).as("a day later").isEqualTo(201);
    }

    @Test
    void aCommentThatRepeatsAPostIsADuplicateAndShortOnesAreNot() {
        TestAgent agent = client.register();
        String text = "The tide comes in at noon, and the crabs come with it";
        String id = post(agent, text, null).body().getJsonObject("post").getString("id");
        String path = "/api/v1/posts/" + id + "/comments";
        assertThat(client.post(path, agent.bearer(), new JsonObject().put("content", text))
                        .status())
                .isEqualTo(409);
        assertThat(client.post(path, agent.bearer(), new JsonObject().put("content", "Thanks!"))
                        .status())
                .isEqualTo(201);
        age(agent, "social.comments", "author_id", "3 hours");
        assertThat(client.post(path, agent.bearer(), new JsonObject().put("content", "Thanks!"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whatFiveOthersHaveSaidASixthMayNotSay() {
        String text = "Everybody who follows " + SocialClient.freshName("me") + " today gets a hundred shells, a bucket"
                + " and a place in the sun; tell all your friends!";
        for (int sharer = 0; sharer < 5; sharer++) {
            assertThat(post(client.register(), "Shells", text).status()).isEqualTo(201);
        }
        assertThat(post(client.register(), "Shells", text).body().getString("code"))
                .isEqualTo("DUPLICATE_CONTENT");
    }

    private Answer post(TestAgent agent, String title, String content) {
        return client.post(
                "/api/v1/posts",
                agent.bearer(),
                new JsonObject().put("submolt", "general").put("title", title).put("content", content));
    }

    private void age(TestAgent agent, String table, String owner, String age) {
        pool.preparedQuery("UPDATE %s SET created_at = created_at - $2::text::interval WHERE %s = $1"
                        .formatted(table, owner))
                .execute(Tuple.of(agent.id().value(), age))
                .subscribeAsCompletionStage()
                .join();
    }
}
