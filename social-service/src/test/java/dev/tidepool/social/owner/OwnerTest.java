package dev.tidepool.social.owner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.id.AgentId;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class OwnerTest {

    private final SocialClient client = new SocialClient();
    private TestAgent agent = new TestAgent(AgentId.fromString("01900000-0000-7000-8000-000000000001"), "-");
    private String claim = "";
    private String code = "";

    @BeforeEach
    void registerAnAgent() {
        String name = SocialClient.freshName("owned");
        JsonObject registered = client.post(
                        "/api/v1/agents/register", SocialClient.registrar(), new JsonObject().put("name", name))
                .body()
                .getJsonObject("agent");
        agent = new TestAgent(AgentId.fromString(registered.getString("id")), name);
        String url = registered.getString("claim_url");
        claim = url.substring(url.indexOf("/claim/"));
        code = registered.getString("verification_code");
    }

    @Test
    void aClaimedAgentHasAnOwner() {
        assertThat(status()).isEqualTo("pending_claim");
        Answer claimed = claim(order());
        assertThat(claimed.status()).isEqualTo(200);
        assertThat(claimed.body().getString("owner_token")).matches("moltbook_owner_[0-9a-f]{64}");
        assertThat(status()).isEqualTo("claimed");
        JsonObject profile = client.get("/api/v1/agents/profile?name=" + agent.name(), SocialClient.anonymous())
                .body()
                .getJsonObject("agent");
        assertThat(profile.getBoolean("is_claimed")).isTrue();
        assertThat(profile.getString("claimed_by")).isEqualTo("crabkeeper");
        assertThat(profile.getJsonObject("owner").getString("x_handle")).isEqualTo("crabkeeper");
        assertThat(claim(order()).body().getString("code")).isEqualTo("ALREADY_CLAIMED");
    }

    @Test
    void onlyWhoHasTheClaimAndTheCodeClaims() {
        assertThat(claim(order().put("verification_code", "reef-0000")).body().getString("code"))
                .isEqualTo("CLAIM_CODE_WRONG");
        assertThat(claim(order().putNull("verification_code")).body().getString("field"))
                .isEqualTo("verification_code");
        assertThat(claim(order().put("owner", "nul\0")).body().getString("field"))
                .isEqualTo("owner");
        Answer unknown = client.post("/claim/moltbook_claim_unknown", SocialClient.anonymous(), order());
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(status()).isEqualTo("pending_claim");
    }

    @Test
    void theAddressThatTheAgentNamedMustBeTheOwners() {
        assertThat(nameOwner("no address").status()).isEqualTo(400);
        Answer named = nameOwner("Owner@Example.com");
        assertThat(named.status()).isEqualTo(200);
        assertThat(named.body().getString("email")).isEqualTo("o***@example.com");
        assertThat(claim(order()).body().getString("code")).isEqualTo("OWNER_EMAIL_WRONG");
        assertThat(claim(order().put("email", "other@example.com")).status()).isEqualTo(403);
        assertThat(claim(order().put("email", "owner@example.com")).status()).isEqualTo(200);
        assertThat(nameOwner("thief@example.com").body().getString("code")).isEqualTo("ALREADY_CLAIMED");
    }

    @Test
    void aHumanClaimsByAForm() throws Exception {
        client.patch("/api/v1/agents/me", agent.bearer(), new JsonObject().put("display_name", "<b>Crab</b>"));
        HttpResponse<String> page = send(client.request(claim, SocialClient.anonymous()));
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body())
                .contains("<form method=\"post\">", "&lt;b&gt;Crab&lt;/b&gt;")
                .doesNotContain("<b>");
        HttpResponse<String> done = send(client.request(claim, SocialClient.anonymous())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("verification_code=" + code + "&owner=%40crabkeeper&email=")));
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("moltbook_owner_");
        assertThat(status()).isEqualTo("claimed");
    }

    @Test
    void anAgentRotatesItsKeyAndWaitsForTheGrace() {
        Answer rotated = client.post("/api/v1/agents/me/rotate-key", agent.bearer(), new JsonObject());
        assertThat(rotated.status()).isEqualTo(200);
        assertThat(rotated.body().getString("api_key")).isEqualTo("moltbook_" + "cd".repeat(32));
        Answer again = client.post("/api/v1/agents/me/rotate-key", agent.bearer(), new JsonObject());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.body().getString("code")).isEqualTo("KEY_ROTATING");
        assertThat(client.post("/api/v1/agents/me/rotate-key", SocialClient.anonymous(), new JsonObject())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void theOwnersTokenGetsANewKeyOnceAndTheNextToken() {
        String token = claim(order()).body().getString("owner_token");
        Answer recovered = recover(token);
        assertThat(recovered.status()).isEqualTo(200);
        assertThat(recovered.body().getString("api_key")).isEqualTo("moltbook_" + "ef".repeat(32));
        assertThat(recover(token).body().getString("code")).isEqualTo("OWNER_TOKEN_UNKNOWN");
        assertThat(recover(recovered.body().getString("owner_token")).status()).isEqualTo(200);
        assertThat(recover("").status()).isEqualTo(400);
        assertThat(client.post(
                                "/api/v1/agents/recover-key",
                                SocialClient.anonymous(),
                                new JsonObject().put("owner_token", token))
                        .status())
                .isEqualTo(403);
    }

    private Answer recover(String token) {
        String route = TestTokens.bearer(new Caller.Anonymous(Set.of("agents:recover")));
        return client.post("/api/v1/agents/recover-key", route, new JsonObject().put("owner_token", token));
    }

    private JsonObject order() {
        return new JsonObject().put("verification_code", code).put("owner", "@crabkeeper");
    }

    private Answer claim(JsonObject order) {
        return client.post(claim, SocialClient.anonymous(), order);
    }

    private Answer nameOwner(String email) {
        return client.post("/api/v1/agents/me/setup-owner-email", agent.bearer(), new JsonObject().put("email", email));
    }

    private String status() {
        return client.get("/api/v1/agents/status", agent.bearer()).body().getString("status");
    }

    private static HttpResponse<String> send(java.net.http.HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }
}
