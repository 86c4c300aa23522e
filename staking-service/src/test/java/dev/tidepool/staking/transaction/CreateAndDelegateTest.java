package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole way of a stake, on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class CreateAndDelegateTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final long SOL = 1_000_000_000L;
    private static final long STAKE = 2_345_678_901L;

    @Inject
    EventSubscriber events;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Wallet owner = Wallet.create();

    @AfterEach
    void clear() {
        chain.clearFaults();
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "0"})
    void delegatesTheExactAmountOnceItIsSignedAndSubmitted(String version) {
        chain.airdrop(owner.address(), 5 * SOL);
        JsonPath built = build(StakingApi.with(order(), "version", version));

        assertThat(built.getString("state")).isEqualTo("built");
        assertThat(built.getString("version")).isEqualTo(version);
        assertThat(built.getList("requiredSigners"))
                .containsExactly(owner.address().toString());
        submit(built);

        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
        PublicKey stake = PublicKey.parse(built.getString("stakeAccount.address"));
        assertThat(delegatedTo(stake)).isEqualTo(validator());
        assertThat(delegatedLamports(stake)).isEqualTo(STAKE);
        assertThat(chain.balance(owner.address()))
                .isEqualTo(5 * SOL - STAKE - Long.parseLong(built.getString("fees.total")));
    }

    @Test
    void succeedsThoughSomebodyFundedTheDerivedAddressBefore() {
        chain.airdrop(owner.address(), 5 * SOL);
        JsonPath built = build(order());
        PublicKey stake = PublicKey.parse(built.getString("stakeAccount.address"));
        chain.airdrop(stake, SOL);

        submit(built);

        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
        assertThat(delegatedLamports(stake)).isEqualTo(STAKE + SOL);
    }

    @Test
    void letsASponsorPayTheFeeWithBothSignatures() {
        Wallet sponsor = Wallet.create();
        chain.airdrop(owner.address(), 5 * SOL);
        chain.airdrop(sponsor.address(), SOL);
        Map<String, Object> sponsored =
                StakingApi.with(order(), "feePayer", sponsor.address().toString());
        JsonPath built = build(StakingApi.with(sponsored, "computeUnitPriceMicroLamports", "1000000"));

        assertThat(built.getMap("fees")).containsEntry("base", "10000").containsEntry("priority", "30000");
        api.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(422)
                .extract();
        api.submit(sponsor.sign(owner.sign(built.getString("transaction"))))
                .then()
                .statusCode(202);

        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
        assertThat(chain.balance(sponsor.address())).isEqualTo(SOL - 40_000);
    }

    @Test
    void sendsADroppedTransactionAgain() {
        chain.airdrop(owner.address(), 5 * SOL);
        JsonPath built = build(order());
        chain.dropTransactions(2);

        String signature = submit(built);

        Eventually.within(
                SOON, () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
        List<String> sent = chain.sent().stream()
                .filter(bytes -> Transaction.decode(Base64.getDecoder().decode(bytes))
                        .id()
                        .toString()
                        .equals(signature))
                .toList();
        assertThat(sent).hasSizeGreaterThanOrEqualTo(3);
        assertThat(new HashSet<>(sent)).hasSize(1);
        assertThat(api.read(built.getString("id")).getString("signature")).isEqualTo(signature);
    }

    @Test
    void tellsOfEveryChangeOfState() {
        Queue<Event> heard = new ConcurrentLinkedQueue<>();
        events.subscribe(Channels.ofService("staking"), event -> {
            if (event.organization().equals(api.organization())) {
                heard.add(event);
            }
        });
        chain.airdrop(owner.address(), 5 * SOL);
        JsonPath built = build(order());

        submit(built);

        Eventually.within(
                SOON,
                () -> assertThat(heard)
                        .extracting(Event::type)
                        .contains("transaction:submitted", "transaction:confirmed"));
        assertThat(heard)
                .allSatisfy(event -> assertThat(event.rooms()).startsWith("transaction:" + built.getString("id")));
    }

    @Test
    void answersARepeatedSubmitWithTheSameTransaction() {
        chain.airdrop(owner.address(), 5 * SOL);
        JsonPath built = build(order());

        String first = submit(built);
        String second = submit(built);

        assertThat(second).isEqualTo(first);
    }

    private Map<String, Object> order() {
        return Map.of(
                "owner", owner.address().toString(),
                "validator", validator().toString(),
                "lamports", Long.toString(STAKE));
    }

    private PublicKey validator() {
        return chain.votes().getFirst();
    }

    private JsonPath build(Map<String, Object> order) {
        return api.build(order).then().statusCode(201).extract().jsonPath();
    }

    private String submit(JsonPath built) {
        return api.submit(owner.sign(built.getString("transaction")))
                .then()
                .statusCode(202)
                .extract()
                .jsonPath()
                .getString("signature");
    }

    /** Offset of the vote account in a delegated stake account. */
    private PublicKey delegatedTo(PublicKey stake) {
        return PublicKey.of(Arrays.copyOfRange(chain.data(stake), 124, 156));
    }

    private long delegatedLamports(PublicKey stake) {
        return ByteBuffer.wrap(chain.data(stake)).order(ByteOrder.LITTLE_ENDIAN).getLong(156);
    }
}
