package dev.tidepool.staking.test;

import static io.restassured.RestAssured.given;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.TestTokens;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** The service's HTTP interface for one organisation. */
public final class StakingApi {

    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());

    public OrganizationId organization() {
        return organization;
    }

    public Response get(String path) {
        return authorized().get(path);
    }

    public Response build(Map<String, Object> body) {
        return authorized().body(body).post("/v1/staking/transactions/create-and-delegate");
    }

    public Response build(Map<String, Object> body, String idempotencyKey) {
        return authorized()
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post("/v1/staking/transactions/create-and-delegate");
    }

    public Response build(String kind, Map<String, ?> body) {
        return authorized().body(body).post("/v1/staking/transactions/" + kind);
    }

    public Response post(String path, Map<String, Object> body) {
        return authorized().body(body).post(path);
    }

    public Response post(String path, Map<String, Object> body, String idempotencyKey) {
        return authorized().header("Idempotency-Key", idempotencyKey).body(body).post(path);
    }

    public Response submit(String base64) {
        return authorized().body(Map.of("transaction", base64)).post("/v1/staking/transactions/submit");
    }

    /** Of a transaction. */
    public JsonPath read(String id) {
        return get("/v1/staking/transactions/" + id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    public String state(String id) {
        return read(id).getString("state");
    }

    /** The map with one value replaced or added. */
    public static Map<String, Object> with(Map<String, Object> body, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(body);
        changed.put(field, value);
        return changed;
    }

    private RequestSpecification authorized() {
        return given().header("Authorization", TestTokens.bearer(organization, "staking:read", "staking:write"))
                .contentType("application/json");
    }
}
