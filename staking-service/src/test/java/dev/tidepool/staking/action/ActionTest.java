package dev.tidepool.staking.action;

import static dev.tidepool.staking.test.Steps.SOL;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.tidepool.kernel.caller.Caller;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.DecodedInstruction;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wallet that follows a link, signs, and sends by itself. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class ActionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    private final LocalChain chain = new LocalChain();
    private final Wallet wallet = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(wallet.address(), 10 * SOL);
    }

    @Test
    void offersWhatCanBeDone() {
        asked().get("/actions.json")
                .then()
                .statusCode(200)
                .body("rules[0].pathPattern", equalTo("/actions/**"))
                .body("rules[0].apiPath", equalTo("/actions/**"));
        asked().header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "tide.example")
                .get("/actions/stake")
                .then()
                .statusCode(200)
                .header("X-Action-Version", "2.4.2")
                .header("X-Blockchain-Ids", equalTo(chainName()))
                .body("type", equalTo("action"))
                .body("icon", equalTo("https://tide.example/actions/icon.svg"))
                .body("links.actions.type.unique()", equalTo(List.of("transaction")))
                .body("links.actions[0].href", equalTo("/actions/stake?amount=1"))
                .body("links.actions[3].parameters.name", equalTo(List.of("amount", "validator")));
        asked().get("/actions/unstake").then().statusCode(200).body("label", equalTo("Unstake"));
        asked().get("/actions/icon.svg")
                .then()
                .statusCode(200)
                .contentType("image/svg+xml")
                .body(startsWith("<svg"));
    }

    @Test
    void givesATransactionThatStakesAndOneThatUnstakes() {
        JsonPath stake =
                act("/actions/stake?amount=2.5&validator=" + chain.votes().getFirst());
        assertThat(stake.getString("type")).isEqualTo("transaction");
        assertThat(stake.getString("message")).contains("2.5 SOL");
        long before = chain.balance(wallet.address());

        send(stake);

        long spent = before - chain.balance(wallet.address());
        long rent = chain.call("getMinimumBalanceForRentExemption", 200).asLong();
        assertThat(spent).isEqualTo(5 * SOL / 2 + rent + 5_000);

        JsonPath unstake = act("/actions/unstake?amount=all");
        assertThat(names(unstake)).contains("deactivate");
        send(unstake);
    }

    @Test
    void choosesAValidatorThatVotes() {
        assertThat(instructions(act("/actions/stake?amount=1")).toString())
                .contains(chain.votes().getFirst().toString());
    }

    @Test
    void keepsNothing() {
        act("/actions/stake?amount=1");

        assertThat(pool.preparedQuery("SELECT id FROM staking.transactions WHERE owner_address = $1")
                        .execute(Tuple.of(wallet.address().toString()))
                        .subscribeAsCompletionStage()
                        .join()
                        .size())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/actions/stake,amount is required",
        "/actions/stake?amount=-1,amount:",
        "/actions/stake?amount=1e3,amount:",
        "/actions/stake?amount=1&validator=x,validator:",
        "/actions/unstake?amount=x,amount:"
    })
    void saysInOneSentenceWhatIsWrong(String path, String words) {
        asked().body(Map.of("account", wallet.address().toString()))
                .post(path)
                .then()
                .statusCode(400)
                .contentType("application/json")
                .header("X-Action-Version", "2.4.2")
                .body("message", startsWith(words))
                .body("size()", equalTo(1));
    }

    @Test
    void saysWhatTheChainWouldNotTake() {
        asked().body(Map.of("account", wallet.address().toString()))
                .post("/actions/stake?amount=1000")
                .then()
                .statusCode(422)
                .body("message", containsString("holds"));
        asked().body(Map.of("account", "nonsense"))
                .post("/actions/stake?amount=1")
                .then()
                .statusCode(400)
                .body("message", startsWith("account:"));
        asked().post("/actions/unstake").then().statusCode(400).body("message", startsWith("account is required"));
    }

    @Test
    void isForCallersOfTheGatewayOnly() {
        given().get("/actions/stake").then().statusCode(401);
        given().header("Authorization", TestTokens.bearer(new Caller.Anonymous(Set.of())))
                .contentType("application/json")
                .body(Map.of("account", wallet.address().toString()))
                .post("/actions/stake?amount=1")
                .then()
                .statusCode(403);
    }

    private JsonPath act(String path) {
        return asked().body(Map.of("account", wallet.address().toString()))
                .post(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** As the wallet does, without the service. */
    private void send(JsonPath action) {
        String signed = wallet.sign(action.getString("transaction"));
        String signature = chain.call(
                        "sendTransaction", signed, Map.of("encoding", "base64", "preflightCommitment", "confirmed"))
                .asText();
        Eventually.within(
                SOON,
                () -> assertThat(chain.call("getSignatureStatuses", List.of(signature))
                                .required("value")
                                .get(0)
                                .path("confirmationStatus")
                                .asText())
                        .isIn("confirmed", "finalized"));
    }

    private static List<String> names(JsonPath action) {
        return instructions(action).stream().map(DecodedInstruction::name).toList();
    }

    private static List<DecodedInstruction> instructions(JsonPath action) {
        return DecodedInstruction.of(Transaction.decode(Base64.getDecoder().decode(action.getString("transaction")))
                .message());
    }

    private String chainName() {
        return "solana:" + chain.call("getGenesisHash").asText().substring(0, 32);
    }

    private static RequestSpecification asked() {
        return given().header(
                        "Authorization",
                        TestTokens.bearer(new Caller.Anonymous(Set.of("actions:stake", "actions:unstake"))))
                .contentType("application/json");
    }
}
