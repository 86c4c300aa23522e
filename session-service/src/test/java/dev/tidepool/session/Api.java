package dev.tidepool.session;

import static io.restassured.RestAssured.given;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.UUID;

/** Requests as one organisation. */
public record Api(OrganizationId organization) {

    public static final String[] SCOPES = {"sessions:read", "sessions:write", "chat:read", "chat:write"};

    public static Api ofNewOrganization() {
        return new Api(new OrganizationId(UUID.randomUUID()));
    }

    public String bearer() {
        return TestTokens.bearer(organization, SCOPES);
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
