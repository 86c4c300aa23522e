package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.authorized;
import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class ManagementTest {

    private StandInService social;

    @BeforeEach
    void startService() {
        social = StandInService.SOCIAL.start();
    }

    @Test
    void issuesAKeyInANewOrganisationToAnAnonymousAgent() {
        HttpResponse<String> issued = issue(registrationToken(Gateway.anonymous(REGISTER)), UUID.randomUUID());
        assertThat(issued.statusCode()).isEqualTo(201);
        String key = bodyOf(issued).getString("apiKey");
        assertThat(key).matches("moltbook_[0-9a-f]{64}");
        JsonObject me = bodyOf(send(as(key, "/v1/auth/me")));
        assertThat(me.getString("subject")).startsWith("agent:");
        assertThat(me.getJsonArray("roles")).containsExactly("agent");
        assertThat(me.getJsonObject("organization").getString("id"))
                .isEqualTo(bodyOf(issued).getString("organizationId"));
        assertThat(me.getJsonObject("organization").getString("tier")).isEqualTo("open_source");
        assertThat(me.getJsonObject("organization").getString("name")).isEqualTo("crab");
        assertThat(statusOf(as(key, "/v1/api-keys")))
                .as("agents manage no keys")
                .isEqualTo(403);
    }

    @Test
    void issuesAKeyInTheRegisteringMembersOrganisation() {
        HttpResponse<String> issued = issue(registrationToken(authorized(REGISTER)), UUID.randomUUID());
        JsonObject me = bodyOf(send(authorized("/v1/auth/me")));
        assertThat(bodyOf(issued).getString("organizationId"))
                .isEqualTo(me.getJsonObject("organization").getString("id"));
    }

    @Test
    void issuesOneKeyToAnAgent() {
        UUID agent = UUID.randomUUID();
        String token = registrationToken(authorized(REGISTER));
        assertThat(issue(token, agent).statusCode()).isEqualTo(201);
        assertThat(issue(token, agent).statusCode()).isEqualTo(409);
    }

    @Test
    void issuesAnOrganisationNoMoreThanItsTierAllowsHoweverManyAskAtOnce() {
        Person person = Person.registered();
        String token = registrationToken(as(person.access(), REGISTER));
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 20)
                .mapToObj(agent -> AtOnce.supply(() -> issue(token, UUID.randomUUID())))
                .toList();
        List<HttpResponse<String>> answers =
                asked.stream().map(CompletableFuture::join).toList();
        assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(201, 409);
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(5);
        JsonObject refusal = answers.stream()
                .filter(answer -> answer.statusCode() == 409)
                .findFirst()
                .map(Gateway::bodyOf)
                .orElseThrow();
        assertThat(refusal.getString("code")).isEqualTo("AGENT_KEY_LIMIT");
        assertThat(refusal.getString("detail")).contains("open_source", "at most 5 agents");
        assertThat(refusal.getInteger("limit")).isEqualTo(5);
    }

    @Test
    void aRevokedKeyMakesRoomForAnotherAgent() {
        Person person = Person.registered();
        String token = registrationToken(as(person.access(), REGISTER));
        for (int agent = 0; agent < 5; agent++) {
            assertThat(issue(token, UUID.randomUUID()).statusCode()).isEqualTo(201);
        }
        assertThat(issue(token, UUID.randomUUID()).statusCode()).isEqualTo(409);
        JsonObject keys = bodyOf(send(as(person.access(), "/v1/api-keys")));
        String key = keys.getJsonArray("items").getJsonObject(0).getString("id");
        assertThat(statusOf(as(person.access(), "/v1/api-keys/" + key).DELETE()))
                .isEqualTo(204);
        assertThat(issue(token, UUID.randomUUID()).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesAnAgentWithoutAName() {
        String token = registrationToken(authorized(REGISTER));
        for (String name : new String[] {"", ",\"name\":null", ",\"name\":\" \""}) {
            HttpResponse<String> answer = send(json(
                    HttpRequest.newBuilder(Gateway.managementUri("/internal/agent-keys"))
                            .header("Authorization", "Bearer " + token),
                    "POST",
                    "{\"agentId\":\"" + UUID.randomUUID() + "\"" + name + "}"));
            assertThat(answer.statusCode()).as(name).isEqualTo(400);
            assertThat(bodyOf(answer).getString("code")).isEqualTo("INVALID_FIELD");
        }
    }

    @Test
    void needsTheScopeOfTheRegistrationRoute() {
        send(authorized("/api/v1/feed"));
        String token = social.next().headers().get("Authorization").substring("Bearer ".length());
        assertThat(issue(token, UUID.randomUUID()).statusCode()).isEqualTo(403);
    }

    @Test
    void needsAnInternalTokenOfThisGateway() {
        assertThat(issue(Organizations.MAIN.key(), UUID.randomUUID()).statusCode())
                .isEqualTo(401);
        String foreign = TestTokens.bearer(new OrganizationId(UUID.randomUUID()), "agents:register")
                .substring("Bearer ".length());
        assertThat(issue(foreign, UUID.randomUUID()).statusCode()).isEqualTo(401);
    }

    @Test
    void undoesAnIssue() {
        UUID agent = UUID.randomUUID();
        String token = registrationToken(Gateway.anonymous(REGISTER));
        String key = bodyOf(issue(token, agent)).getString("apiKey");
        assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(200);
        HttpRequest.Builder undo = HttpRequest.newBuilder(Gateway.managementUri("/internal/agent-keys/" + agent))
                .header("Authorization", "Bearer " + token)
                .DELETE();
        assertThat(statusOf(undo)).isEqualTo(204);
        assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(401);
    }

    @Test
    void rotatesAnAgentsKeyOnItsOwnWordAndLetsTheOldOneWorkOn() {
        UUID agent = UUID.randomUUID();
        String key = bodyOf(issue(registrationToken(Gateway.anonymous(REGISTER)), agent))
                .getString("apiKey");
        String token = agentToken(key);
        HttpResponse<String> rotated = change("POST", agent + "/rotate", token);
        assertThat(rotated.statusCode()).isEqualTo(200);
        String fresh = bodyOf(rotated).getString("apiKey");
        assertThat(fresh).startsWith("moltbook_").isNotEqualTo(key);
        assertThat(statusOf(as(fresh, "/v1/auth/me"))).isEqualTo(200);
        assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(200);
        assertThat(bodyOf(change("POST", agent + "/rotate", token)).getString("code"))
                .isEqualTo("API_KEY_ROTATING");
        assertThat(change("POST", UUID.randomUUID() + "/rotate", token).statusCode())
                .isEqualTo(403);
    }

    @Test
    void recoversAnAgentsKeyOnTheRouteForItAlone() {
        UUID agent = UUID.randomUUID();
        String key = bodyOf(issue(registrationToken(Gateway.anonymous(REGISTER)), agent))
                .getString("apiKey");
        assertThat(change("POST", agent + "/recover", agentToken(key)).statusCode())
                .isEqualTo(403);
        String token = registrationToken(Gateway.anonymous("/api/v1/agents/recover-key"));
        HttpResponse<String> recovered = change("POST", agent + "/recover", token);
        assertThat(recovered.statusCode()).isEqualTo(200);
        assertThat(statusOf(as(bodyOf(recovered).getString("apiKey"), "/v1/auth/me")))
                .isEqualTo(200);
        assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(401);
        assertThat(change("POST", UUID.randomUUID() + "/recover", token).statusCode())
                .isEqualTo(404);
        assertThat(issue(token, UUID.randomUUID()).statusCode()).isEqualTo(403);
    }

    @Test
    void endsAnAgentsKeyOnItsOwnWord() {
        UUID agent = UUID.randomUUID();
        String key = bodyOf(issue(registrationToken(Gateway.anonymous(REGISTER)), agent))
                .getString("apiKey");
        String token = agentToken(key);
        assertThat(change("DELETE", UUID.randomUUID() + "/current", token).statusCode())
                .isEqualTo(403);
        assertThat(change("DELETE", agent + "/current", token).statusCode()).isEqualTo(204);
        assertThat(statusOf(as(key, "/v1/auth/me"))).isEqualTo(401);
    }

    private String agentToken(String key) {
        send(as(key, "/api/v1/feed"));
        return social.next().headers().get("Authorization").substring("Bearer ".length());
    }

    private static HttpResponse<String> change(String method, String path, String token) {
        return send(HttpRequest.newBuilder(Gateway.managementUri("/internal/agent-keys/" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    @Test
    void refusesMalformedRequests() {
        String token = registrationToken(authorized(REGISTER));
        for (String body : new String[] {"", "[]", "{", "{\"agentId\":\"x\",\"name\":\"crab\"}", "{\"agentId\":1}"}) {
            assertThat(post(token, body).statusCode()).as(body).isEqualTo(400);
        }
    }

    @Test
    void tellsServicesWhatAMemberIsWorthNow() {
        Person person = Person.registered();
        String organization = person.organization();
        assertThat(standing(organization, "account:" + person.account()).getString("role"))
                .isEqualTo("owner");
        JsonObject made = bodyOf(send(json(
                as(person.access(), "/v1/api-keys"), "POST", "{\"name\":\"worker\",\"scopes\":[\"tasks:write\"]}")));
        String key = "key:" + made.getString("id");
        JsonObject present = standing(organization, key);
        assertThat(present.getBoolean("present")).isTrue();
        assertThat(present.getString("tier")).isEqualTo("open_source");
        assertThat(present.getJsonArray("scopes")).containsExactly("tasks:write");
        assertThat(standing(UUID.randomUUID().toString(), key).getBoolean("present"))
                .isFalse();
        assertThat(standing(organization, "external:" + UUID.randomUUID()))
                .isEqualTo(new JsonObject().put("present", true).put("tier", "open_source"));
        assertThat(standing(organization, "account:" + UUID.randomUUID()).getBoolean("present"))
                .isFalse();
        assertThat(statusOf(as(person.access(), "/v1/api-keys/" + made.getString("id"))
                        .DELETE()))
                .isEqualTo(204);
        assertThat(standing(organization, key)).isEqualTo(new JsonObject().put("present", false));
        for (String query :
                new String[] {"", "?organization=x&subject=y", "?organization=" + organization + "&subject=key:x"}) {
            assertThat(statusOf(HttpRequest.newBuilder(Gateway.managementUri("/internal/standing" + query))))
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(statusOf(authorized("/internal/standing"))).isEqualTo(404);
    }

    private static JsonObject standing(String organization, String subject) {
        return bodyOf(send(HttpRequest.newBuilder(
                Gateway.managementUri("/internal/standing?organization=" + organization + "&subject=" + subject))));
    }

    @Test
    void keepsInternalRoutesOffThePublicPort() {
        assertThat(statusOf(authorized("/internal/jwks.json"))).isEqualTo(404);
        assertThat(statusOf(authorized("/q/metrics"))).isEqualTo(404);
        assertThat(statusOf(authorized("/q/openapi"))).isEqualTo(404);
    }

    private static final String REGISTER = "/api/v1/agents/register";

    private String registrationToken(HttpRequest.Builder request) {
        send(json(request, "POST", "{}"));
        return social.next().headers().get("Authorization").substring("Bearer ".length());
    }

    private static HttpResponse<String> issue(String token, UUID agent) {
        return post(
                token,
                new JsonObject()
                        .put("agentId", agent.toString())
                        .put("name", "crab")
                        .encode());
    }

    private static HttpResponse<String> post(String token, String body) {
        return send(json(
                HttpRequest.newBuilder(Gateway.managementUri("/internal/agent-keys"))
                        .header("Authorization", "Bearer " + token),
                "POST",
                body));
    }
}
