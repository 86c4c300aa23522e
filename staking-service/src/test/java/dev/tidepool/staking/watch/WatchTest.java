package dev.tidepool.staking.watch;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import dev.tidepool.staking.test.WebhookReceiver;
import dev.tidepool.staking.test.WebhookReceiver.Told;
import dev.tidepool.staking.test.WebhookReceiverResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A webhook is told of the life of a stake, on a real runtime whose epochs the test ends. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(WebhookReceiverResource.class)
@Slow
class WatchTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Clusters clusters;

    @Inject
    Pool pool;

    @Inject
    WatchRepository repository;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final String path = "/" + UUID.randomUUID();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void begin() {
        receiver.open();
        chain.airdrop(owner.address(), 10 * SOL);
    }

    @AfterEach
    void end() {
        receiver.close();
        // Other tests count the calls of the chain.
        pool.query("DELETE FROM staking.watched_wallets").execute().await().indefinitely();
        chain.votes().forEach(vote -> chain.setDelinquent(vote, false));
        chain.awaitYoungBlockhash(clusters.byDefault().chain());
    }

    @Test
    void tellsOfAStakeThatIsActivatedAndOfItsRewards() {
        watch("stake_activated", "reward_earned");
        PublicKey stake = steps.stake(owner, 2 * SOL);
        steps.nextEpoch(owner);

        JsonObject activated = await("stake_activated");

        assertThat(activated.getString("wallet")).isEqualTo(owner.address().toString());
        assertThat(activated.getString("stakeAccount")).isEqualTo(stake.toString());
        assertThat(activated.getString("validator")).isEqualTo(steps.validator().toString());
        assertThat(activated.getLong("activationEpoch")).isEqualTo(epoch() - 1);

        chain.warpSlots(2);
        chain.call("admin_payReward", Map.of("pubkey", stake.toString(), "lamports", 12_345));
        JsonObject rewarded = await("reward_earned");
        assertThat(rewarded.getString("stakeAccount")).isEqualTo(stake.toString());
        assertThat(rewarded.getString("lamports")).isEqualTo("12345");
        assertThat(rewarded.getString("postBalance")).isEqualTo(Long.toString(chain.balance(stake)));
        assertThat(rewarded.getLong("epoch")).isEqualTo(epoch() - 1);
        awaitLooks(2);
        assertThat(receiver.at(path)).as("each once").hasSize(2);
    }

    @Test
    void tellsOfWhatElseItSawWhereRewardsCannotBeRead() {
        watch("stake_activated", "reward_earned");
        steps.stake(owner, 2 * SOL);
        chain.fault("getInflationReward", "-32005");
        steps.nextEpoch(owner);

        await("stake_activated");

        assertThat(chain.faultsPlanted()).isOne();
        awaitLooks(2);
        assertThat(receiver.at(path)).as("once").hasSize(1);
    }

    @Test
    void tellsOfStakeThatHasCooledDown() {
        PublicKey stake = steps.stake(owner, 2 * SOL);
        steps.nextEpoch(owner);
        watch("unstake_completed");
        steps.run("deactivate", fields("owner", owner.address(), "stakeAccount", stake), owner);
        awaitLooks(1);
        assertThat(receiver.at(path)).isEmpty();
        long deactivated = epoch();
        steps.nextEpoch(owner);

        JsonObject completed = await("unstake_completed");

        assertThat(completed.getString("stakeAccount")).isEqualTo(stake.toString());
        assertThat(completed.getLong("deactivationEpoch")).isEqualTo(deactivated);
        assertThat(completed.getBoolean("closed")).isFalse();
        awaitLooks(2);
        assertThat(receiver.at(path)).hasSize(1);
    }

    @Test
    void tellsOfAValidatorThatStopsVoting() {
        PublicKey stake = steps.stake(owner, 2 * SOL);
        PublicKey vote = steps.validator();
        watch("validator_delinquent");
        chain.setDelinquent(vote, true);

        JsonObject silent = await("validator_delinquent");

        assertThat(silent.getString("validator")).isEqualTo(vote.toString());
        assertThat(silent.getJsonArray("stakeAccounts")).containsExactly(stake.toString());
        awaitLooks(2);
        assertThat(receiver.at(path)).hasSize(1);
    }

    @Test
    void wantsToKnowWhichWallets() {
        api.post("/v1/staking/webhooks", Map.of("url", receiver.url(path), "events", List.of("reward_earned")))
                .then()
                .statusCode(400)
                .body("field", equalTo("wallets"));
        api.post("/v1/staking/webhooks", Map.of("url", receiver.url(path), "wallets", List.of("nonsense")))
                .then()
                .statusCode(400)
                .body("field", equalTo("wallets"));
        api.post("/v1/staking/webhooks", Map.of("url", receiver.url(path), "wallets", wallets(21)))
                .then()
                .statusCode(400)
                .body("field", equalTo("wallets"));
    }

    @Test
    void whatAnotherInstanceLooksAtIsLeftToIt() {
        String wallet = Wallet.create().address().toString();
        sql("INSERT INTO staking.watched_wallets (wallet, next_look_at) VALUES ($1, 'infinity')", wallet);
        Watched mine = new Watched("default", PublicKey.parse(wallet), 1, Optional.empty(), 0);
        Sight sight = new Sight(5, Map.of());

        sql("UPDATE staking.watched_wallets SET looks = 2 WHERE wallet = $1", wallet);
        assertThat(repository
                        .store(mine, sight, 4, List.of(), Duration.ofDays(1))
                        .await()
                        .indefinitely())
                .as("overtaken")
                .isFalse();
        assertThat(looks("seen_epoch IS NULL AND wallet = $1", wallet)).isOne();
        sql("UPDATE staking.watched_wallets SET looks = 1 WHERE wallet = $1", wallet);
        assertThat(repository
                        .store(mine, sight, 4, List.of(), Duration.ofDays(1))
                        .await()
                        .indefinitely())
                .isTrue();

        String held = Wallet.create().address().toString();
        sql("INSERT INTO staking.watched_wallets (wallet, next_look_at) VALUES ($1, 'infinity')", held);
        pool.withTransaction(other -> other.preparedQuery(
                                "SELECT wallet FROM staking.watched_wallets WHERE wallet = $1 FOR KEY SHARE")
                        .execute(Tuple.of(held))
                        .chain(() -> pool.preparedQuery(
                                        "UPDATE staking.watched_wallets SET next_look_at = now() - interval '1 day' WHERE wallet = $1")
                                .execute(Tuple.of(held)))
                        .chain(() -> repository.take(clusters.byDefault(), 1000, Duration.ofSeconds(10)))
                        .invoke(taken -> assertThat(taken)
                                .extracting(watched -> watched.wallet().toString())
                                .doesNotContain(held, wallet)))
                .await()
                .atMost(SOON);

        repository.tidy().await().indefinitely();
        assertThat(looks("wallet = $1", wallet)).as("no webhook names it").isZero();
    }

    private static List<String> wallets(int count) {
        return Stream.generate(() -> Wallet.create().address().toString())
                .limit(count)
                .toList();
    }

    private void watch(String... events) {
        JsonPath made = api.post(
                        "/v1/staking/webhooks",
                        Map.of(
                                "url",
                                receiver.url(path),
                                "events",
                                List.of(events),
                                "wallets",
                                List.of(owner.address().toString())))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        assertThat(made.getList("wallets")).containsExactly(owner.address().toString());
        Eventually.within(
                SOON,
                () -> assertThat(looks(
                                "seen_epoch IS NOT NULL AND wallet = $1",
                                owner.address().toString()))
                        .isOne());
    }

    /** Of those that begin from now on. */
    private void awaitLooks(int count) {
        long begun = begun();
        Eventually.within(SOON, () -> assertThat(begun()).isGreaterThan(begun + count));
    }

    private long begun() {
        return pool.preparedQuery("SELECT looks FROM staking.watched_wallets WHERE wallet = $1")
                .execute(Tuple.of(owner.address().toString()))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private long looks(String condition, String wallet) {
        return pool.preparedQuery("SELECT count(*) FROM staking.watched_wallets WHERE " + condition)
                .execute(Tuple.of(wallet))
                .await()
                .indefinitely()
                .iterator()
                .next()
                .getLong(0);
    }

    private void sql(String statement, String wallet) {
        pool.preparedQuery(statement).execute(Tuple.of(wallet)).await().indefinitely();
    }

    private JsonObject await(String type) {
        Eventually.within(
                SOON,
                () -> assertThat(receiver.at(path))
                        .extracting(told -> told.json().getString("type"))
                        .contains(type));
        return receiver.at(path).stream()
                .map(Told::json)
                .filter(told -> told.getString("type").equals(type))
                .map(told -> told.getJsonObject("data"))
                .findFirst()
                .orElseThrow();
    }

    private long epoch() {
        return chain.call("getEpochInfo", Map.of("commitment", "processed"))
                .required("epoch")
                .asLong();
    }
}
