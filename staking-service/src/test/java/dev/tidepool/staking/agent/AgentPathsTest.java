package dev.tidepool.staking.agent;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client of agent staking APIs, from the build to the position, on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class AgentPathsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet agent = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(agent.address(), 10 * SOL);
    }

    @Test
    void buildsSubmitsAndListsAStake() {
        JsonPath built = ok("/stake/build", fields("agentWallet", agent.address(), "amount", 2 * SOL));

        assertThat(built.getString("data.feeAmount")).isEqualTo("0");
        assertThat(built.getLong("data.expiresInBlocks")).isPositive();
        assertThat(built.getList("data.instructions.name")).contains("delegate");
        assertThat(built.getString("data.validatorVoteAccount"))
                .as("the least commission")
                .isEqualTo(chain.votes().getFirst().toString());
        assertThat(built.getLong("data.activationEpoch"))
                .isEqualTo(chain.call("getEpochInfo").required("epoch").asLong());

        JsonPath submitted =
                ok("/tx/submit", Map.of("signedTransaction", agent.sign(built.getString("data.transaction"))));
        assertThat(submitted.getString("data.id")).isEqualTo(built.getString("data.id"));
        assertThat(submitted.getString("data.signature")).isNotBlank();
        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("data.id"))).isIn("confirmed", "finalized"));

        JsonPath positions = api.get("/positions/" + agent.address())
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .jsonPath();
        assertThat(positions.getList("data.positions.stakeAccount"))
                .containsExactly(built.getString("data.stakeAccount"));
        assertThat(chain.balance(agent.address()))
                .isEqualTo(8 * SOL - Long.parseLong(built.getString("data.totalFees")));

        JsonPath unstaked = ok(
                "/unstake/build",
                fields("agentWallet", agent.address(), "stakeAccount", built.getString("data.stakeAccount")));
        assertThat(unstaked.getList("data.instructions.name")).contains("deactivate");
        JsonPath byAmount =
                ok("/unstake/build", fields("agentWallet", agent.address(), "amount", Long.toString(2 * SOL)));
        assertThat(byAmount.getList("data.instructions.name")).contains("deactivate");
    }

    @Test
    void takesTheValidatorAndTheAuthorityThatAreNamed() {
        Wallet staker = Wallet.create();
        String vote = chain.votes().getLast().toString();

        JsonPath built = ok(
                "/stake/build-and-monitor",
                fields(
                        "agentWallet",
                        agent.address(),
                        "amount",
                        Long.toString(2 * SOL),
                        "validatorVoteAccount",
                        vote,
                        "stakeAuthority",
                        staker.address()));

        assertThat(built.getString("data.validatorVoteAccount")).isEqualTo(vote);
        assertThat(built.getList("data.requiredSigners"))
                .contains(agent.address().toString());
        assertThat(built.getString("data.instructions.find { it.name.startsWith('initialize') }"))
                .contains(staker.address().toString());
        String id = built.getString("data.id");
        assertThat(built.getString("data.monitor.room")).isEqualTo("transaction:" + id);
        api.get(built.getString("data.monitor.status")).then().statusCode(200).body("id", equalTo(id));
    }

    @Test
    void refusesInTheEnvelopeAndNamesTheFieldAsItCame() {
        refuse(fields("amount", 1), "agentWallet", "required");
        refuse(fields("agentWallet", "nonsense", "amount", 1), "agentWallet", "agentWallet");
        refuse(fields("agentWallet", agent.address()), "amount", "required");
        refuse(fields("agentWallet", agent.address(), "amount", 1.5), "amount", "amount");
        refuse(fields("agentWallet", agent.address(), "amount", "-1"), "amount", "amount");
        refuse(fields("agentWallet", agent.address(), "amount", 1, "memo", "x"), "memo", "memo");
        api.post("/stake/build", fields("agentWallet", agent.address(), "amount", 1))
                .then()
                .statusCode(422)
                .contentType("application/json")
                .body("success", equalTo(false))
                .body("error.code", equalTo("AMOUNT_BELOW_MINIMUM"))
                .body("error.details.field", equalTo("amount"))
                .body("timestamp", notNullValue())
                .body("requestId", notNullValue());
        api.post("/unstake/build", fields("agentWallet", agent.address()))
                .then()
                .statusCode(400)
                .body("error.details.field", equalTo("stakeAccount"));
        api.post("/tx/submit", Map.of("transaction", "!"))
                .then()
                .statusCode(400)
                .body("error.code", equalTo("MALFORMED_TRANSACTION"));
        api.get("/positions/nonsense").then().statusCode(400).body("error.details.field", equalTo("wallet"));
    }

    @Test
    void refusesACallerWithoutTheScope() {
        given().header("Authorization", TestTokens.bearer(api.organization(), "staking:read"))
                .contentType("application/json")
                .body(fields("agentWallet", agent.address(), "amount", 1))
                .post("/stake/build")
                .then()
                .statusCode(403)
                .body("error.details.scope", equalTo("staking:write"));
    }

    @Test
    void tellsOfAnyBuildHowItIsFollowed() {
        JsonPath built = api.post(
                        "/v1/staking/build-and-monitor",
                        fields(
                                "kind",
                                "create-and-delegate",
                                "owner",
                                agent.address(),
                                "validator",
                                steps.validator(),
                                "lamports",
                                Long.toString(2 * SOL)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String id = built.getString("transaction.id");

        assertThat(built.getString("monitor.room")).isEqualTo("transaction:" + id);
        assertThat(built.getList("monitor.events")).contains("transaction:finalized", "transaction:failed");
        api.post(
                        built.getString("monitor.submit"),
                        fields("transaction", agent.sign(built.getString("transaction.transaction"))))
                .then()
                .statusCode(202);
        Eventually.within(
                SOON, () -> api.get(built.getString("monitor.status")).then().body("state", equalTo("finalized")));
        api.post("/v1/staking/build-and-monitor", fields("owner", agent.address()))
                .then()
                .statusCode(400)
                .body("field", equalTo("kind"));
    }

    @Test
    void recommendsWhatItRecommendsElsewhere() {
        String elsewhere = api.get("/v1/staking/recommend?maxCommission=100&limit=2&lamports=" + 2 * SOL)
                .jsonPath()
                .getString("recommendations.validator.voteAccount");

        JsonPath asked = ok("/stake/recommend", fields("amount", 2 * SOL, "maxCommission", 100, "limit", 2));
        JsonPath read = api.get("/stake/recommend?maxCommission=100&limit=2&amount=" + 2 * SOL)
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .extract()
                .jsonPath();

        assertThat(asked.getList("data.recommendations")).hasSize(2);
        assertThat(asked.getString("data.recommendations.validator.voteAccount"))
                .isEqualTo(elsewhere);
        assertThat(read.getString("data.recommendations.validator.voteAccount")).isEqualTo(elsewhere);
        refuse("/stake/recommend", fields("maxCommission", 5), "amount", "required");
        refuse("/stake/recommend", fields("amount", 1, "maxCommission", 5.5), "maxCommission", "whole");
        api.get("/stake/recommend").then().statusCode(400).body("error.details.field", equalTo("amount"));
        api.get("/stake/recommend?amount=2000000000&limit=x")
                .then()
                .statusCode(400)
                .body("error.details.field", equalTo("limit"));
        api.get("/stake/recommend?amount=1").then().statusCode(422).body("error.details.field", equalTo("amount"));
    }

    private void refuse(Map<String, Object> body, String field, String words) {
        refuse("/stake/build", body, field, words);
    }

    private void refuse(String path, Map<String, Object> body, String field, String words) {
        api.post(path, body)
                .then()
                .statusCode(400)
                .body("success", equalTo(false))
                .body("error.code", equalTo("INVALID_FIELD"))
                .body("error.message", containsString(words))
                .body("error.details.field", equalTo(field));
    }

    private JsonPath ok(String path, Map<String, Object> body) {
        return api.post(path, body)
                .then()
                .statusCode(200)
                .body("success", equalTo(true))
                .body("timestamp", notNullValue())
                .body("requestId", notNullValue())
                .extract()
                .jsonPath();
    }
}
