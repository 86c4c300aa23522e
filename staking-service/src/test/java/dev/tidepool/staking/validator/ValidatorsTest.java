package dev.tidepool.staking.validator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Validators of a real runtime; what is estimated is reckoned here a second time, from what its RPC says. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class ValidatorsTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String PATH = "/v1/staking/validators";
    private static final int READERS = 40;

    @Inject
    MeterRegistry metrics;

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();

    /** By rising commission: 5, 10 and 100 %. */
    private final List<PublicKey> votes = chain.votes();

    /** The list is kept for a second: what a test before did to the chain may still be in it. */
    @BeforeEach
    void theListIsOfAChainWithoutFaults() {
        Eventually.within(
                SOON,
                () -> assertThat(list("").getList("validators.apy.estimate"))
                        .hasSize(3)
                        .doesNotContainNull());
    }

    @AfterEach
    void everybodyVotes() {
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
        votes.forEach(vote -> chain.setDelinquent(vote, false));
    }

    @Test
    void tellsWhatTheChainTells() {
        JsonPath list = list("?sort=commission");
        JsonNode first = ofChain(votes.getFirst());

        assertThat(list.getList("validators.voteAccount"))
                .isEqualTo(votes.stream().map(PublicKey::toString).toList());
        assertThat(list.getString("validators[0].activatedLamports"))
                .isEqualTo(first.required("activatedStake").asText());
        assertThat(list.getString("validators[0].nodeAddress"))
                .isEqualTo(first.required("nodePubkey").asText());
        assertThat(list.getList("validators.commissionPercent")).containsExactly(5, 10, 100);
        assertThat(list.getDouble("validators[0].stakeShare")).isCloseTo(4.0 / 9, within(0.01));
        assertThat(list.getList("validators.superminority")).containsExactly(true, false, false);
        assertThat(list.getList("validators.delinquent")).containsOnly(false);
        assertThat(list.getInt("count")).isEqualTo(3);
        // Of an epoch that is over the credits stay what they are.
        JsonNode over = first.required("epochCredits").get(3);
        assertThat(list.getString(
                        "validators[0].credits.find{it.epoch==" + over.get(0).asLong() + "}.credits"))
                .isEqualTo(Long.toString(over.get(1).asLong() - over.get(2).asLong()));
    }

    @Test
    void estimatesByItsFormulaFromTheChainsFigures() {
        JsonPath list = list("?sort=apy");
        double inflation = chain.call("getInflationRate").required("validator").asDouble();
        double supply =
                chain.call("getSupply").required("value").required("total").asDouble();
        double staked = votes.stream()
                .mapToDouble(vote -> ofChain(vote).required("activatedStake").asDouble())
                .sum();
        double slots = chain.call("getEpochSchedule").required("slotsPerEpoch").asDouble();

        double rewards = inflation * supply * slots * 0.4 / 31_556_925.9936;
        assertThat(list.getDouble("basis.inflationRate")).isCloseTo(inflation, within(1e-7));
        assertThat(list.getDouble("basis.epochRewardsLamports") / rewards).isCloseTo(1, within(1e-6));
        assertThat(list.getDouble("basis.slotsInEpoch")).isEqualTo(slots);
        double epochs = list.getDouble("basis.epochsPerYear");
        assertThat(epochs * slots * list.getDouble("basis.secondsPerSlot") / 31_556_925.9936)
                .isCloseTo(1, within(1e-3));
        // All of them vote in every slot, so each has the mean of credits.
        double ofFivePercent = Math.pow(1 + rewards / staked * 0.95, epochs) - 1;
        assertThat(list.getDouble("validators[0].apy.estimate")).isCloseTo(ofFivePercent, within(1e-4));
        assertThat(list.getDouble("validators[0].apy.uncertainty.low")).isCloseTo(ofFivePercent, within(1e-4));
        assertThat(list.getInt("validators[0].apy.uncertainty.epochs")).isEqualTo(4);
        assertThat(list.getList("validators.commissionPercent")).containsExactly(5, 10, 100);
        assertThat(list.getDouble("validators[2].apy.estimate")).isZero();
        assertThat(list.getString("basis.formula")).contains("epochsPerYear");
    }

    @Test
    void saysHowFarADelinquentValidatorIsBehind() {
        PublicKey vote = votes.get(1);
        chain.setDelinquent(vote, true);
        chain.warpSlots(50);

        Eventually.within(
                SOON,
                () -> assertThat(list("?delinquent=true").getList("validators.voteAccount"))
                        .containsExactly(vote.toString()));
        Eventually.within(
                SOON,
                () -> assertThat(list("?delinquent=true").getLong("validators[0].slotsBehind"))
                        .isGreaterThan(2 * 128 + 49));
        JsonPath stopped = list("?delinquent=true");
        assertThat(stopped.getLong("validators[0].lastVoteSlot"))
                .isEqualTo(ofChain(vote).required("lastVote").asLong());
        assertThat(stopped.getString("validators[0].apy.estimate")).isNull();
        assertThat(stopped.getString("validators[0].apy.reason")).startsWith("It does not vote now");
        assertThat(list("?delinquent=false").getInt("count")).isEqualTo(2);
    }

    @Test
    void tellsAllCreditsOfOneValidator() {
        JsonPath one = api.get(PATH + "/" + votes.getFirst())
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(one.getString("validator.voteAccount"))
                .isEqualTo(votes.getFirst().toString());
        assertThat(one.getInt("commissionBasisPoints")).isEqualTo(500);
        assertThat(one.getList("creditsHistory")).hasSize(10);
        assertThat(one.getList("validator.credits")).hasSize(5);
        assertThat(one.getList("epochs")).hasSize(4);
        assertThat(one.getDouble("epochs[0].ratio")).isEqualTo(1);
        double slots = one.getDouble("basis.slotsInEpoch");
        assertThat(one.getString("creditsHistory[3].credits")).isEqualTo(Long.toString((long) (16 * slots)));
        double earned = one.getDouble("basis.epochRewardsLamports") / one.getDouble("basis.activatedLamports") * 0.95;
        assertThat(one.getDouble("epochs[0].yield")).isCloseTo(earned, within(2e-9));
        assertThat(one.getLong("epochs[3].epoch")).isEqualTo(one.getLong("epoch") - 1);
    }

    @Test
    void leavesOutWhatTheNodeDoesNotTellAndSaysWhy() {
        chain.fault("getSupply", "-32005");

        Eventually.within(
                SOON,
                () -> assertThat(list("").getString("basis.reason"))
                        .isEqualTo("The RPC endpoint does not tell the total supply."));
        JsonPath list = list("");
        assertThat(list.getMap("basis")).doesNotContainKeys("totalSupplyLamports", "epochRewardsLamports");
        assertThat(list.getList("validators.apy.estimate")).hasSize(3).containsOnlyNulls();
        assertThat(list.getList("validators.commissionPercent")).contains(5, 10, 100);
    }

    @Test
    void leadsFromPageToPage() {
        List<String> read = new ArrayList<>();
        String next = "?sort=apy&limit=1";
        for (int page = 0; page < 3; page++) {
            JsonPath list = list(next);
            read.addAll(list.getList("validators.voteAccount"));
            next = "?sort=apy&limit=1&cursor=" + list.getString("nextCursor");
            assertThat(list.getString("nextCursor") == null).isEqualTo(page == 2);
        }
        assertThat(read).isEqualTo(votes.stream().map(PublicKey::toString).toList());
        String cursor = list("?sort=apy&limit=1").getString("nextCursor");
        api.get(PATH + "?sort=stake&limit=1&cursor=" + cursor)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_CURSOR"));
        api.get(PATH + "?maxCommission=10").then().body("validators", hasSize(2));
    }

    @ParameterizedTest
    @CsvSource({"sort=size,sort", "delinquent=1,delinquent", "maxCommission=-1,maxCommission", "limit=0,limit"})
    void refusesWhatItDoesNotKnowByName(String query, String field) {
        api.get(PATH + "?" + query)
                .then()
                .statusCode(400)
                .body("code", equalTo("INVALID_FIELD"))
                .body("field", equalTo(field));
    }

    @Test
    void knowsNoOtherAccounts() {
        api.get(PATH + "/" + Wallet.create().address())
                .then()
                .statusCode(404)
                .body("code", equalTo("UNKNOWN_VALIDATOR"));
        api.get(PATH + "/x").then().statusCode(400).body("field", equalTo("vote"));
    }

    @Test
    void readsTheChainOnceForManyReaders() {
        list("");
        double before = readings();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Integer>> read = IntStream.range(0, READERS)
                    .mapToObj(reader -> CompletableFuture.supplyAsync(() -> list("").getInt("count"), readers))
                    .toList();
            assertThat(read).allSatisfy(count -> assertThat(count.join()).isEqualTo(3));
        }

        assertThat(readings() - before).isLessThan(READERS / 2);
    }

    private double readings() {
        return metrics.counter("tidepool.staking.validators.readings").count();
    }

    private JsonNode ofChain(PublicKey vote) {
        JsonNode answer = chain.call("getVoteAccounts", Map.of("votePubkey", vote.toString()));
        JsonNode current = answer.required("current");
        return current.isEmpty() ? answer.required("delinquent").get(0) : current.get(0);
    }

    private JsonPath list(String query) {
        return api.get(PATH + query).then().statusCode(200).extract().jsonPath();
    }
}
