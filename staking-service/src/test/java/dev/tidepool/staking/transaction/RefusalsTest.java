package dev.tidepool.staking.transaction;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.tidepool.kernel.test.AtOnce;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not built and not sent, and how the client learns why. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class RefusalsTest {

    private static final long SOL = 1_000_000_000L;
    private static final String BUILD = "/v1/staking/transactions/create-and-delegate";

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 5 * SOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "1e9", "-1", "+1", "18446744073709551616", " 1", "0x1"})
    void refusesAnAmountThatIsNoDecimalInteger(String lamports) {
        expectField(StakingApi.with(order(), "lamports", lamports), "lamports");
    }

    @Test
    void refusesAnAmountThatIsAJsonNumber() {
        expectField(StakingApi.with(order(), "lamports", 2 * SOL), "lamports");
    }

    @ParameterizedTest
    @CsvSource({
        "owner,nonsense",
        "feePayer,0",
        "validator,11111111111111111111111111111111111",
        "version,1",
        "computeUnitPriceMicroLamports,1000000001"
    })
    void namesTheFieldThatIsWrong(String field, String value) {
        expectField(StakingApi.with(order(), field, value), field);
    }

    @Test
    void refusesAnOwnerThatCannotSign() {
        PublicKey derived = PublicKey.createWithSeed(owner.address(), "0", StakeProgram.ID);
        for (int seed = 1; derived.onCurve(); seed++) {
            derived = PublicKey.createWithSeed(owner.address(), Integer.toString(seed), StakeProgram.ID);
        }
        expectField(StakingApi.with(order(), "owner", derived.toString()), "owner");
    }

    @Test
    void refusesAValidatorThatIsNoVoteAccount() {
        expectRefusal(StakingApi.with(order(), "validator", owner.address().toString()), "VALIDATOR_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "999999999"})
    void refusesLessThanTheMinimumOfTheChain(String lamports) {
        expectRefusal(StakingApi.with(order(), "lamports", lamports), "AMOUNT_BELOW_MINIMUM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5000000000", "9223372036854775808", "18446744073709551615"})
    void refusesMoreThanTheWalletHolds(String lamports) {
        expectRefusal(StakingApi.with(order(), "lamports", lamports), "INSUFFICIENT_FUNDS");
    }

    @Test
    void refusesToLeaveTheWalletLessThanItsRent() {
        JsonPath built = build(order());
        long costs = Long.parseLong(built.getString("fees.total"));

        expectRefusal(StakingApi.with(order(), "lamports", Long.toString(5 * SOL - costs - 1)), "REMAINDER_BELOW_RENT");
        build(StakingApi.with(order(), "lamports", Long.toString(5 * SOL - costs)));
    }

    @Test
    void refusesASponsorWhoCannotPay() {
        String poor = Wallet.create().address().toString();

        api.build(StakingApi.with(order(), "feePayer", poor))
                .then()
                .statusCode(422)
                .body("code", equalTo("INSUFFICIENT_FUNDS"))
                .body("field", equalTo("feePayer"));
    }

    @Test
    void warnsOfADelinquentValidatorAndOfFullCommission() {
        PublicKey dearest = chain.votes().getLast();
        chain.setDelinquent(dearest, true);
        try {
            // The list of validators is kept for a while.
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> api.build(StakingApi.with(order(), "validator", dearest.toString()))
                            .then()
                            .statusCode(201)
                            .body("warnings.code", hasItem("VALIDATOR_DELINQUENT")));
        } finally {
            chain.setDelinquent(dearest, false);
        }
    }

    @Test
    void refusesATamperedAmountThoughItIsSignedAnew() {
        JsonPath built = build(order());

        api.submit(owner.sign(tampered(built.getString("transaction"))))
                .then()
                .statusCode(422)
                .body("code", equalTo("UNKNOWN_MESSAGE"));
        assertThat(api.state(built.getString("id"))).isEqualTo("built");
    }

    @Test
    void refusesATamperedAmountUnderTheOldSignature() {
        JsonPath built = build(order());

        api.submit(tampered(owner.sign(built.getString("transaction"))))
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID_SIGNATURE"))
                .body("signers", hasItem(owner.address().toString()));
    }

    @Test
    void refusesAnUnsignedTransaction() {
        api.submit(build(order()).getString("transaction"))
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID_SIGNATURE"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AAAA", "AQ=="})
    void refusesWhatIsNoTransaction(String text) {
        api.submit(text).then().statusCode(400).body("code", equalTo("MALFORMED_TRANSACTION"));
    }

    @Test
    void refusesATransactionOfAnotherOrganization() {
        JsonPath built = build(order());
        StakingApi stranger = new StakingApi();

        stranger.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(422)
                .body("code", equalTo("UNKNOWN_MESSAGE"));
        stranger.get("/v1/staking/transactions/" + built.getString("id"))
                .then()
                .statusCode(404)
                .body("code", equalTo("TRANSACTION_NOT_FOUND"));
    }

    @Test
    void buildsOnceForOneIdempotencyKey() {
        String key = UUID.randomUUID().toString();
        JsonPath first =
                api.build(order(), key).then().statusCode(201).extract().jsonPath();
        JsonPath second =
                api.build(order(), key).then().statusCode(201).extract().jsonPath();

        assertThat(second.getString("id")).isEqualTo(first.getString("id"));
        assertThat(second.getString("messageHash")).isEqualTo(first.getString("messageHash"));
        api.build(StakingApi.with(order(), "lamports", "3000000000"), key)
                .then()
                .statusCode(409)
                .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"));
        new StakingApi().build(order(), key).then().statusCode(201);
    }

    @Test
    void buildsOnceForOneIdempotencyKeyAtTheSameTime() {
        String key = UUID.randomUUID().toString();
        Map<String, Object> order = order();

        List<String> ids =
                IntStream.range(0, 4).mapToObj(number -> AtOnce.supply(() -> api.build(order, key))).toList().stream()
                        .map(CompletableFuture::join)
                        .map(response -> response.then()
                                .statusCode(201)
                                .extract()
                                .jsonPath()
                                .getString("id"))
                        .toList();

        assertThat(ids).hasSize(4).containsOnly(ids.getFirst());
    }

    @Test
    void refusesACallerWithoutTokenOrScope() {
        given().contentType("application/json").body(order()).post(BUILD).then().statusCode(401);
        given().get("/v1/staking/validators").then().statusCode(401);
        given().header("Authorization", TestTokens.bearer(api.organization(), "staking:read"))
                .contentType("application/json")
                .body(order())
                .post(BUILD)
                .then()
                .statusCode(403)
                .body("scope", equalTo("staking:write"));
        given().header("Authorization", TestTokens.bearer(api.organization(), "social:read"))
                .get("/v1/staking/network")
                .then()
                .statusCode(403);
    }

    private Map<String, Object> order() {
        return Map.of(
                "owner", owner.address().toString(),
                "validator", chain.votes().getFirst().toString(),
                "lamports", Long.toString(2 * SOL));
    }

    private JsonPath build(Map<String, Object> order) {
        return api.build(order).then().statusCode(201).extract().jsonPath();
    }

    private void expectField(Map<String, Object> order, String field) {
        api.build(order)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo(field))
                .body("detail", containsString(field));
    }

    private void expectRefusal(Map<String, Object> order, String code) {
        api.build(order).then().statusCode(422).body("code", equalTo(code));
    }

    /** Flips a bit of the transferred amount: it follows the only transfer instruction's discriminator. */
    private static String tampered(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        for (int index = 0; index < bytes.length - 5; index++) {
            // Length 12, then 2 as a little-endian u32.
            if (bytes[index] == 12
                    && bytes[index + 1] == 2
                    && bytes[index + 2] == 0
                    && bytes[index + 3] == 0
                    && bytes[index + 4] == 0) {
                bytes[index + 5] ^= 1;
                return Base64.getEncoder().encodeToString(bytes);
            }
        }
        throw new AssertionError("no transfer");
    }
}
