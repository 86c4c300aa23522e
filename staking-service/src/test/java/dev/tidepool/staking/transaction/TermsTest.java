package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.ComputeBudgetProgram;
import dev.tidepool.staking.solana.CreateAndDelegate;
import dev.tidepool.staking.solana.Instruction;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.Lockup;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.NewAccount;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.Sysvars;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same for transactions of every kind: fees, memo, simulation, lists, and how a wallet may change them. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class TermsTest {

    private static final String SIMULATE = "/v1/staking/transactions/simulate";

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 10 * SOL);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400})
    void landsWithAMemoWithinTheUnitsThatAreMeasured(int length) {
        JsonPath built = steps.run("create-and-delegate", with("memo", "m".repeat(length)), owner);

        assertThat(built.getString("instructions[-1].fields.text")).isEqualTo("m".repeat(length));
    }

    @Test
    void refusesAMemoThatDoesNotFit() {
        steps.refuse("create-and-delegate", with("memo", "m".repeat(900)), "TRANSACTION_TOO_LARGE", "memo");
    }

    @Test
    void asksTheClusterForTheUnitsAndLandsWithThem() {
        Map<String, Object> auto =
                StakingApi.with(with("computeUnitLimit", "auto"), "computeUnitPriceMicroLamports", "1000000");

        JsonPath built = steps.run("create-and-delegate", auto, owner);

        // At a lamport a unit the fee is the limit: what it measures, and 15 percent.
        assertThat(Long.parseLong(built.getString("fees.priority"))).isBetween(18_000L, 28_000L);
        assertThat(built.getString("instructions.find { it.name == 'setComputeUnitLimit' }.fields.units"))
                .isEqualTo(built.getString("fees.priority"));
    }

    @Test
    void doesNotBuildWhatFailsWhenItsUnitsAreMeasured() {
        PublicKey stake = steps.stake(owner, 2 * SOL);
        Map<String, Object> deactivate = fields("stakeAccount", stake, "owner", owner.address());
        steps.build("deactivate", StakingApi.with(deactivate, "computeUnitLimit", "auto"));
        // With one unit it would fail in the cluster: it is built, and told so.
        JsonPath starved = steps.build("deactivate", StakingApi.with(starved(deactivate), "simulate", true));
        assertThat(starved.getBoolean("simulation.success")).isFalse();
        assertThat(starved.getString("simulation.error")).isNotBlank();
        assertThat(starved.getString("simulation.failure.code")).isNotBlank();
        steps.run("deactivate", deactivate, owner);

        // Nobody may write the clock, which is not among what is checked before.
        Map<String, Object> lost = fields(
                "stakeAccount",
                stake,
                "owner",
                owner.address(),
                "lamports",
                "all",
                "recipient",
                Sysvars.CLOCK,
                "computeUnitLimit",
                "auto");
        steps.refuse("withdraw", lost, "SIMULATION_FAILED", "computeUnitLimit");
    }

    private static Map<String, Object> starved(Map<String, Object> order) {
        return StakingApi.with(order, "computeUnitLimit", 1);
    }

    @Test
    void bidsAPercentileOfWhatWasPaid() {
        JsonPath built = steps.build("create-and-delegate", with("computeUnitPriceMicroLamports", "p99"));

        assertThat(Long.parseLong(built.getString("fees.priority"))).isNotNegative();
        steps.refuse(
                "create-and-delegate",
                with("computeUnitPriceMicroLamports", "p100"),
                "INVALID_FIELD",
                "computeUnitPriceMicroLamports");
    }

    @ParameterizedTest
    @CsvSource({"2.000000001,2000000001", "3,3000000000", "1.5,1500000000"})
    void takesAnAmountInSol(String sol, long lamports) {
        JsonPath built = steps.run(
                "create-and-delegate",
                fields("owner", owner.address(), "validator", steps.validator(), "sol", sol),
                owner);

        assertThat(steps.delegated(PublicKey.parse(built.getString("stakeAccount.address"))))
                .isEqualTo(lamports);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0000000001", "1e3", "-1", "01", "1.", ".5", "18446744073.709551616"})
    void refusesAnAmountInSolThatIsNone(String sol) {
        steps.refuse(
                "create-and-delegate",
                fields("owner", owner.address(), "validator", steps.validator(), "sol", sol),
                "INVALID_FIELD",
                "sol");
        steps.refuse("create-and-delegate", with("sol", "2"), "INVALID_FIELD", "sol");
    }

    @Test
    void simulatesAnyTransaction() {
        JsonPath built = steps.build("create-and-delegate", with("simulate", true));
        assertThat(built.getBoolean("simulation.success")).isTrue();
        assertThat(built.getLong("simulation.computeUnits")).isBetween(15_000L, 30_000L);
        steps.land(built, owner);

        // The account is there already.
        api.post(SIMULATE, Map.of("transaction", built.getString("transaction")))
                .then()
                .statusCode(200)
                .body("success", equalTo(false));
        api.post(SIMULATE, Map.of("transaction", "AAAA"))
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_TRANSACTION"));
    }

    @Test
    void listsByKindStateAndWalletAndFindsBySignature() {
        PublicKey stake = steps.stake(owner, 2 * SOL);
        JsonPath last = steps.build("deactivate", fields("stakeAccount", stake, "owner", owner.address()));

        JsonPath first = page("?limit=1");
        assertThat(first.getString("transactions[0].id")).isEqualTo(last.getString("id"));
        JsonPath second = page("?limit=1&cursor=" + first.getString("nextCursor"));
        assertThat(second.getString("transactions[0].kind")).isEqualTo("create-and-delegate");
        assertThat(second.getMap("$")).doesNotContainKey("nextCursor");
        assertThat(page("?kind=deactivate").getList("transactions")).hasSize(1);
        assertThat(page("?state=built&wallet=" + owner.address()).getList("transactions"))
                .hasSize(1);
        assertThat(page("?wallet=" + stake).getList("transactions")).isEmpty();
        api.get("/v1/staking/transactions?state=gone").then().statusCode(400).body("field", equalTo("state"));
        api.get("/v1/staking/transactions?cursor=x").then().statusCode(400).body("code", equalTo("INVALID_CURSOR"));

        String signature = second.getString("transactions[0].signature");
        assertThat(api.read(signature).getString("id")).isEqualTo(second.getString("transactions[0].id"));
        new StakingApi().get("/v1/staking/transactions/" + signature).then().statusCode(404);
        assertThat(new StakingApi().get("/v1/staking/transactions").jsonPath().getList("transactions"))
                .isEmpty();
    }

    @Test
    void takesAnotherComputeBudgetOfAWalletButNothingElse() {
        JsonPath built = steps.build("create-and-delegate", with("version", "legacy"));
        Transaction own = Transaction.decode(Base64.getDecoder().decode(built.getString("transaction")));
        PublicKey stake = PublicKey.parse(built.getString("stakeAccount.address"));

        String dearer = owner.sign(changed(own, built, 2 * SOL));
        String larger = owner.sign(changed(own, built, 3 * SOL));
        api.submit(dearer).then().statusCode(422).body("code", equalTo("UNKNOWN_MESSAGE"));
        semantic(larger, built).then().statusCode(422).body("code", equalTo("INSTRUCTIONS_DIFFER"));
        semantic(dearer, built).then().statusCode(202);

        Eventually.within(
                Duration.ofSeconds(20),
                () -> assertThat(api.state(built.getString("id"))).isIn("confirmed", "finalized"));
        assertThat(steps.delegated(stake)).isEqualTo(2 * SOL);
    }

    private Response semantic(String transaction, JsonPath built) {
        return api.post(
                "/v1/staking/transactions/submit",
                Map.of("transaction", transaction, "match", "semantic", "id", built.getString("id")));
    }

    /** What the service built, as a wallet with its own idea of fees would write it. */
    private String changed(Transaction own, JsonPath built, long lamports) {
        NewAccount account =
                NewAccount.Derived.of(owner.address(), built.getString("stakeAccount.seed"), StakeProgram.ID);
        List<Instruction> instructions = new ArrayList<>(
                List.of(ComputeBudgetProgram.setUnitLimit(40_000), ComputeBudgetProgram.setUnitPrice(7)));
        instructions.addAll(new CreateAndDelegate(
                        owner.address(),
                        account,
                        owner.address(),
                        owner.address(),
                        Lockup.NONE,
                        steps.validator(),
                        Lamports.of(lamports),
                        Lamports.of(Steps.rent(built)))
                .instructions());
        return Transaction.unsigned(MessageCompiler.compile(
                        MessageVersion.LEGACY, owner.address(), own.message().blockhash(), instructions))
                .encode()
                .toBase64();
    }

    private JsonPath page(String query) {
        return api.get("/v1/staking/transactions" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private Map<String, Object> with(String field, Object value) {
        return StakingApi.with(
                fields("owner", owner.address(), "validator", steps.validator(), "lamports", Long.toString(2 * SOL)),
                field,
                value);
    }
}
