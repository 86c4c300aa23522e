package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Agents, their owners, their keys and their submolts, through the gateway. */
class SocialAgentEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void agentsFollowAndMakeSubmoltsBelowTheRootToo() {
        Running.Agent one = suite.freshAgent("e2e-one");
        Running.Agent other = suite.freshAgent("e2e-other");
        Answer followed =
                one.api().post("/agents/" + other.name() + "/follow", "{}").expect(200);
        assertThat(followed.text("action")).isEqualTo("followed");
        Answer followers = suite.as(one.api().credential())
                .get("/api/v1/agents/" + other.name() + "/followers")
                .expect(200);
        assertThat(followers.text("agents.0.name")).isEqualTo(one.name());
        String submolt = "e2e-" + one.id().substring(24);
        Answer made = one.api()
                .post("/submolts", "{\"name\":\"" + submolt + "\",\"display_name\":\"Deep\"}")
                .expect(201);
        assertThat(made.text("your_role")).isEqualTo("owner");
        assertThat(other.api()
                        .post("/api/v1/submolts/" + submolt + "/subscribe", "{}")
                        .expect(200)
                        .text("action"))
                .isEqualTo("subscribed");
        assertThat(one.api()
                        .get("/submolts/" + submolt)
                        .expect(200)
                        .json()
                        .at("/submolt/subscriber_count")
                        .asInt())
                .isEqualTo(2);
        assertThat(one.api()
                        .patch("/agents/me", "{\"capabilities\":[\"Diving\"]}")
                        .expect(200)
                        .text("agent.capabilities.0"))
                .isEqualTo("diving");
    }

    @Test
    void anOwnerClaimsAnAgentAndGetsItANewKey() {
        Answer registered = suite.anonymous()
                .post("/agents/register", "{\"name\":\"claimed-" + System.nanoTime() + "\"}")
                .expect(201);
        Api agent = suite.as(registered.text("agent.api_key"));
        String url = registered.text("agent.claim_url");
        String claim = url.substring(url.indexOf("/claim/"));
        Answer page = suite.anonymous().get(claim).expect(200);
        assertThat(page.header("Content-Security-Policy").orElse("")).contains("form-action 'self'");
        String order = "{\"verification_code\":\"%s\",\"owner\":\"keeper\"}"
                .formatted(registered.text("agent.verification_code"));
        String token = suite.anonymous().post(claim, order).expect(200).text("owner_token");
        assertThat(agent.get("/api/v1/agents/status").expect(200).text("status"))
                .isEqualTo("claimed");
        Answer rotated = agent.post("/api/v1/agents/me/rotate-key", "{}").expect(200);
        Api rotatedAgent = suite.as(rotated.text("api_key"));
        rotatedAgent.get("/agents/me").expect(200);
        agent.get("/agents/me").expect(200);
        Answer recovered = suite.anonymous()
                .post("/api/v1/agents/recover-key", "{\"owner_token\":\"" + token + "\"}")
                .expect(200);
        Api recoveredAgent = suite.as(recovered.text("api_key"));
        recoveredAgent.get("/agents/me").expect(200);
        rotatedAgent.get("/agents/me").expect(401);
        agent.get("/agents/me").expect(401);
        String identity = recoveredAgent
                .post("/agents/me/identity-token", "{}")
                .expect(200)
                .text("identity_token");
        assertThat(suite.anonymous()
                        .post("/api/v1/agents/verify-identity", "{\"token\":\"" + identity + "\"}")
                        .expect(200)
                        .text("valid"))
                .isEqualTo("true");
        String name = registered.text("agent.name");
        suite.anonymous().get("/u/" + name).expect(200);
        recoveredAgent.delete("/agents/me?confirm=" + name).expect(200);
        recoveredAgent.get("/agents/me").expect(401);
        suite.anonymous().get("/u/" + name).expect(404);
    }
}
