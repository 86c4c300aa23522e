package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.bodyOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Person;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each role may do, asked of the routes themselves. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class RoleTest {

    private static final String SOME_ID = "0198c5e2-7a10-7cc3-9d1e-2f60a4b8c001";

    private static final List<String> READS_OF_SERVICES = List.of(
            "/v1/sessions",
            "/v1/sessions/" + SOME_ID + "/messages",
            "/v1/skills",
            "/v1/models",
            "/api/v1/posts",
            "/api/v1/feed",
            "/v1/staking/network",
            "/v1/staking/transactions/" + SOME_ID);

    private static final List<Write> WRITES_TO_SERVICES = List.of(
            new Write("POST", "/v1/sessions", "sessions:write"),
            new Write("DELETE", "/v1/sessions/" + SOME_ID, "sessions:write"),
            new Write("POST", "/v1/sessions/" + SOME_ID + "/messages", "sessions:write"),
            new Write("POST", "/api/v1/posts", "social:write"),
            new Write("POST", "/api/v1/posts/" + SOME_ID + "/upvote", "social:write"),
            new Write("POST", "/v1/staking/transactions/submit", "staking:write"));

    private static final List<Write> WRITES_HERE = List.of(
            new Write("POST", "/v1/api-keys", "keys:write"),
            new Write("POST", "/v1/api-keys/" + SOME_ID + "/rotate", "keys:write"),
            new Write("POST", "/v1/members/invitations", "members:write"),
            new Write("PATCH", "/v1/members/" + SOME_ID, "members:write"));

    private final List<StandInService> services =
            List.of(StandInService.SESSION, StandInService.SOCIAL, StandInService.STAKING);

    private record Write(String method, String path, String scope) {}

    @BeforeEach
    void startServices() {
        services.forEach(StandInService::start);
    }

    @Test
    void aReaderReadsAndChangesNothing() {
        Person reader = Person.registered().invites("readonly");
        assertReads(reader);
        services.forEach(StandInService::start);
        WRITES_TO_SERVICES.forEach(write -> assertRefused(reader, write));
        WRITES_HERE.forEach(write -> assertRefused(reader, write));
        assertRefused(reader, new Write("POST", "/v1/chat/completions", "chat:write"));
        assertRefused(reader, new Write("GET", "/v1/audit", "audit:read"));
        assertThat(services).as("no service was asked").allMatch(StandInService::receivedNothing);
    }

    @Test
    void aMemberUsesTheServicesAndManagesNobody() {
        Person member = Person.registered().invites("member");
        assertReads(member);
        WRITES_TO_SERVICES.forEach(write ->
                assertThat(send(member, write).statusCode()).as(write.path()).isEqualTo(200));
        WRITES_HERE.forEach(write -> assertRefused(member, write));
        assertRefused(member, new Write("GET", "/v1/audit", "audit:read"));
    }

    private static void assertReads(Person person) {
        READS_OF_SERVICES.forEach(
                path -> assertThat(person.visitor().get(path, person.access()).statusCode())
                        .as(path)
                        .isEqualTo(200));
        assertThat(person.visitor().get("/v1/api-keys", person.access()).statusCode())
                .isEqualTo(200);
        assertThat(person.visitor().get("/v1/members", person.access()).statusCode())
                .isEqualTo(200);
    }

    private static void assertRefused(Person person, Write write) {
        HttpResponse<String> answer = send(person, write);
        assertThat(answer.statusCode()).as(write.path()).isEqualTo(403);
        assertThat(bodyOf(answer).encode()).as(write.path()).contains(write.scope());
    }

    private static HttpResponse<String> send(Person person, Write write) {
        return person.visitor().send(write.method(), write.path(), person.access(), new JsonObject());
    }
}
