package dev.tidepool.staking.recommend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recommendations among the validators of a real runtime: 40, 30 and 20 million SOL at 5, 10 and 100 %. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class RecommendTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PATH = "/v1/staking/recommend";

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final List<PublicKey> votes = chain.votes();

    @AfterEach
    void everybodyVotes() {
        votes.forEach(vote -> chain.setDelinquent(vote, false));
        Eventually.within(
                SOON,
                () -> assertThat(ask("sol=2&maxCommission=100").getInt("eligible"))
                        .isEqualTo(3));
    }

    @Test
    void prefersTheCheaperOrTheSmallerAsItsWeightSays() {
        JsonPath cheap = ask("sol=2&decentralizationWeight=0");
        assertThat(cheap.getList("recommendations.validator.voteAccount"))
                .containsExactly(votes.get(0).toString(), votes.get(1).toString());
        assertThat(cheap.getInt("excluded.commission")).isEqualTo(1);
        assertThat(cheap.getInt("superminority.validators")).isEqualTo(1);
        assertThat(cheap.getList("recommendations[0].reasons", String.class))
                .contains("It keeps 5 % of the rewards.")
                .anyMatch(reason -> reason.contains("more stake there makes the cluster weaker"));

        JsonPath small = ask("lamports=2000000000&decentralizationWeight=1");
        assertThat(small.getString("recommendations[0].validator.voteAccount"))
                .isEqualTo(votes.get(1).toString());
        assertThat(small.getDouble("recommendations[1].score")).isZero();
        assertThat(small.getDouble("recommendations[0].parts.decentralization")).isBetween(0.2, 0.3);
    }

    @Test
    void answersABodyAsItAnswersAQuery() {
        JsonPath asked = ask("lamports=3000000000&maxCommission=100&decentralizationWeight=0.25&limit=2");

        JsonPath posted = api.post(
                        PATH,
                        Map.of(
                                "lamports",
                                "3000000000",
                                "maxCommission",
                                100,
                                "decentralizationWeight",
                                0.25,
                                "limit",
                                2))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(posted.getList("recommendations.validator.voteAccount"))
                .hasSize(2)
                .isEqualTo(asked.getList("recommendations.validator.voteAccount"));
        assertThat(posted.getMap("preferences")).isEqualTo(asked.getMap("preferences"));
    }

    @Test
    void leavesOutWhoHasStoppedUnlessAskedFor() {
        chain.setDelinquent(votes.getFirst(), true);

        Eventually.within(
                SOON,
                () -> assertThat(ask("sol=2").getInt("excluded.delinquent")).isEqualTo(1));
        assertThat(ask("sol=2").getList("recommendations.validator.voteAccount"))
                .containsExactly(votes.get(1).toString());
        JsonPath all = ask("sol=2&excludeDelinquent=false");
        assertThat(all.getList("recommendations")).hasSize(2);
        assertThat(all.getList("recommendations.reasons.flatten()", String.class))
                .anyMatch(reason -> reason.startsWith("It has stopped voting"));
    }

    @Test
    void advisesWhereNobodyIsLeft() {
        api.get(PATH + "?sol=2&maxCommission=4")
                .then()
                .statusCode(200)
                .body("recommendations", hasSize(0))
                .body("advice", containsString("maxCommission"));
    }

    @Test
    void refusesLessThanTheChainTakes() {
        api.get(PATH + "?lamports=999999999")
                .then()
                .statusCode(422)
                .body("code", equalTo("AMOUNT_BELOW_MINIMUM"))
                .body("field", equalTo("lamports"))
                .body("minimum", equalTo("1000000000"));
    }

    @ParameterizedTest
    @CsvSource({
        "limit=5,lamports",
        "lamports=1e9,lamports",
        "sol=1.0000000001,sol",
        "lamports=1&sol=1,sol",
        "sol=2&maxCommission=101,maxCommission",
        "sol=2&decentralizationWeight=1.1,decentralizationWeight",
        "sol=2&decentralizationWeight=NaN,decentralizationWeight",
        "sol=2&excludeDelinquent=maybe,excludeDelinquent",
        "sol=2&limit=51,limit"
    })
    void refusesWhatItCannotUseByName(String query, String field) {
        api.get(PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo(field));
    }

    private JsonPath ask(String query) {
        return api.get(PATH + "?" + query).then().statusCode(200).extract().jsonPath();
    }
}
