package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What one may learn of staking through the gateway with a key that only reads. */
class StakeReadingEndToEndTest {

    /** A wallet without stake. */
    private static final String WALLET = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";

    private final Running suite = Running.suite();
    private final Api reader = suite.as(suite.owner()
            .post("/v1/api-keys", "{\"name\":\"stake reader\",\"scopes\":[\"staking:read\"]}")
            .expect(201)
            .text("apiKey"));

    @Test
    void validatorsComeWithEstimatesAndWhatTheyFollowFrom() {
        JsonNode list = reader.get("/v1/staking/validators?sort=apy&limit=2")
                .expect(200)
                .json();
        assertThat(list.path("count").asInt()).isEqualTo(3);
        assertThat(list.path("validators").size()).isEqualTo(2);
        assertThat(list.at("/validators/0/apy/estimate").asDouble()).isPositive();
        assertThat(list.at("/validators/0/apy/uncertainty/epochs").asInt()).isPositive();
        assertThat(list.at("/basis/totalSupplyLamports").asText()).isNotBlank();
        assertThat(list.path("nextCursor").asText()).isNotBlank();

        String vote = list.at("/validators/0/voteAccount").asText();
        JsonNode one = reader.get("/v1/staking/validators/" + vote).expect(200).json();
        assertThat(one.at("/validator/voteAccount").asText()).isEqualTo(vote);
        assertThat(one.path("creditsHistory").size()).isGreaterThan(5);
        Answer again = reader.get("/v1/staking/validators/" + vote).expect(200);
        assertThat(again.header("x-cache")).contains("hit");
        reader.get("/v1/staking/validators/" + WALLET).expectProblem(404, "UNKNOWN_VALIDATOR");
    }

    @Test
    void aReaderIsRecommendedValidatorsByQueryAndByBody() {
        JsonNode asked = reader.get("/v1/staking/recommend?sol=5&decentralizationWeight=1")
                .expect(200)
                .json();
        JsonNode posted = reader.post("/v1/staking/recommend", "{\"sol\":\"5\",\"decentralizationWeight\":1}")
                .expect(200)
                .json();
        assertThat(asked.at("/recommendations/0/reasons").size()).isEqualTo(4);
        assertThat(asked.at("/recommendations/0/validator/superminority").asBoolean())
                .isFalse();
        assertThat(posted.at("/recommendations/0/validator/voteAccount"))
                .isEqualTo(asked.at("/recommendations/0/validator/voteAccount"));
        reader.post("/v1/staking/recommend", "{\"lamports\":\"1\"}").expectProblem(422, "AMOUNT_BELOW_MINIMUM");
        reader.post("/v1/staking/transactions/claim", "{}").expectProblem(403, "FORBIDDEN");
    }

    @Test
    void rewardsAndFeesAreTold() {
        JsonNode rewards = reader.get("/v1/staking/positions/" + WALLET + "/rewards?epochs=3")
                .expect(200)
                .json();
        assertThat(rewards.path("epochs").size()).isEqualTo(3);
        assertThat(rewards.path("count").asInt()).isZero();
        reader.get("/v1/staking/positions/" + WALLET + "/rewards?epochs=99").expectProblem(400, "INVALID_FIELD");
        JsonNode fees = reader.get("/v1/staking/fees").expect(200).json();
        assertThat(fees.path("lamportsPerSignature").asText()).isEqualTo("5000");
        assertThat(fees.at("/computeUnitPrice/slots").asInt()).isPositive();
        suite.anonymous().get("/v1/staking/fees").expectProblem(401, "UNAUTHORIZED");
    }
}
