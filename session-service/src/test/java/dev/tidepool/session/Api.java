package dev.tidepool.session;

import static io.restassured.RestAssured.given;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Requests as one organisation. */
public record Api(OrganizationId organization, Tier tier) {

    public static final String[] SCOPES = {
        "sessions:read",
        "sessions:write",
        "chat:read",
        "chat:write",
        "skills:read",
        "skills:write",
        "tasks:read",
        "tasks:write"
    };

    public static Api ofNewOrganization() {
        return ofTier(Tier.GOVERNMENT);
    }

    public static Api ofTier(Tier tier) {
        return new Api(new OrganizationId(UUID.randomUUID()), tier);
    }

    public String bearer() {
        return TestTokens.bearer(
                new Caller.Member("key:" + organization, organization, tier, Set.of(Role.OWNER), Set.of(SCOPES)));
    }

    public RequestSpecification request() {
        return given().header("Authorization", bearer()).contentType(ContentType.JSON);
    }

    public Response create(Map<String, ?> body) {
        return request().body(body).post("/v1/sessions");
    }

    public String createSession() {
        return create(Map.of()).then().statusCode(201).extract().path("id");
    }

    public Response append(String session, Map<String, ?> body) {
        return request().body(body).post("/v1/sessions/{id}/messages", session);
    }

    public Response say(String session, String text) {
        return append(session, Map.of("role", "user", "content", text));
    }

    public Response messages(String session) {
        return request().get("/v1/sessions/{id}/messages?limit=100", session);
    }

    public Response chat(Map<String, ?> body) {
        return request().body(body).post("/v1/chat/completions");
    }
}
