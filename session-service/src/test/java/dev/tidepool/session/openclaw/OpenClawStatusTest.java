package dev.tidepool.session.openclaw;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.caller.Role;
import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@Slow
class OpenClawStatusTest {

    @Test
    void saysThatNoGatewayIsConfigured() {
        Api.ofNewOrganization()
                .request()
                .get("/v1/openclaw/status")
                .then()
                .statusCode(200)
                .body("state", equalTo("disabled"))
                .body("since", notNullValue())
                .body("version", nullValue());
    }

    @Test
    void isForCallersWithTheScope() {
        String bearer = TestTokens.bearer(new Caller.Member(
                "key:x", new OrganizationId(UUID.randomUUID()), Tier.TEAMS, Set.of(Role.OWNER), Set.of("chat:read")));
        given().header("Authorization", bearer)
                .get("/v1/openclaw/status")
                .then()
                .statusCode(403);
    }
}
