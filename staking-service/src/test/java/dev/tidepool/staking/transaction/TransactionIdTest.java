package dev.tidepool.staking.transaction;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An id as clients send it and see it. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class TransactionIdTest {

    private static final String TRANSACTIONS = "/v1/staking/transactions/";

    private final StakingApi api = new StakingApi();

    @ParameterizedTest
    @ValueSource(strings = {"01890a5d-ac96-774b-bcce-b302099a8057", "nonsense", "01890a5d-ac96-774b-bcce", "0"})
    void answersTextThatIsNoIdAsAnUnknownId(String id) {
        api.get(TRANSACTIONS + id)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("code", equalTo("TRANSACTION_NOT_FOUND"))
                .body("detail", containsString(id));
    }

    @Test
    void asksForTheScopeBeforeItLooksAtTheId() {
        given().header("Authorization", TestTokens.bearer(api.organization(), "social:read"))
                .get(TRANSACTIONS + "nonsense")
                .then()
                .statusCode(403)
                .body("scope", equalTo("staking:read"));
    }

    @Test
    void isATextInTheDescription() {
        JsonPath description = api.get("/q/openapi?format=json")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(description.getString("components.schemas.TransactionView.properties.id.$ref"))
                .isEqualTo("#/components/schemas/UUID");
        assertThat(description.getString("components.schemas.UUID.type")).isEqualTo("string");
        assertThat(description.getString("components.schemas.UUID.format")).isEqualTo("uuid");
        assertThat(description.getString("paths.'/v1/staking/transactions/{id}'.get.parameters[0].schema.type"))
                .isEqualTo("string");
        assertThat(description.getMap("components.schemas")).doesNotContainKey("TransactionId");
    }
}
