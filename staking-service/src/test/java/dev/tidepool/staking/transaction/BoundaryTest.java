package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.test.Holdings;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last byte that a transaction has room for, and the last lamport that 64 bits have, on a real runtime. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class BoundaryTest {

    private static final int SOME = 300;
    private static final String TOO_MUCH = "18446744073709551616";

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final Holdings its = new Holdings(steps, chain, owner);

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 10 * SOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy", "0"})
    void aTransactionOfJustThePacketLandsAndAByteMoreIsNotBuilt(String version) {
        Map<String, Object> order = StakingApi.with(staking(Long.toString(2 * SOL)), "version", version);
        int memo = SOME
                + Transaction.MAX_LENGTH
                - bytes(steps.build("create-and-delegate", remarking(order, SOME))).length;

        steps.refuse("create-and-delegate", remarking(order, memo + 1), "TRANSACTION_TOO_LARGE", "memo");
        JsonPath built = steps.run("create-and-delegate", remarking(order, memo), owner);

        assertThat(bytes(built)).hasSize(Transaction.MAX_LENGTH);
        assertThat(steps.delegated(Holdings.stakeOf(built))).isEqualTo(2 * SOL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "simulate", "submit"})
    void aByteMoreIsNoTransaction(String use) {
        byte[] whole = bytes(steps.build("create-and-delegate", staking(Long.toString(2 * SOL))));

        for (int length : new int[] {whole.length + 1, Transaction.MAX_LENGTH, Transaction.MAX_LENGTH + 1, 100_000}) {
            String longer = Base64.getEncoder().encodeToString(Arrays.copyOf(whole, length));
            api.post("/v1/staking/transactions/" + use, Map.of("transaction", longer))
                    .then()
                    .statusCode(400)
                    .body("code", equalTo("MALFORMED_TRANSACTION"));
        }
    }

    @Test
    void anAmountThatJavaTakesForNegativeIsStakedAndComesBackToTheLamport() {
        Lamports half = Lamports.parse("9223372036854775808");
        chain.setBalance(owner.address(), Lamports.MAX);
        try {
            JsonPath built = steps.run("create-and-delegate", staking(half.toString()), owner);
            PublicKey stake = Holdings.stakeOf(built);
            Lamports rent = Lamports.of(Steps.rent(built));
            Lamports spent = half.plus(rent).plus(Lamports.of(Steps.fee(built)));

            assertThat(steps.account(stake).delegation().orElseThrow().stake()).isEqualTo(half);
            assertThat(chain.lamports(stake)).isEqualTo(half.plus(rent));
            assertThat(chain.lamports(owner.address())).isEqualTo(Lamports.MAX.minus(spent));
            assertThat(api.get("/v1/staking/positions/" + owner.address())
                            .jsonPath()
                            .getString("totals.activating"))
                    .isEqualTo(half.toString());

            steps.refuse(
                    "withdraw",
                    StakingApi.with(its.on(stake), "lamports", half.toString()),
                    "INSUFFICIENT_STAKE",
                    "lamports");
            Lamports fees = Lamports.of(Steps.fee(steps.run("deactivate", its.on(stake), owner)));
            JsonPath back = steps.run("withdraw", StakingApi.with(its.on(stake), "lamports", "all"), owner);
            assertThat(chain.lamports(owner.address()))
                    .isEqualTo(Lamports.MAX
                            .minus(Lamports.of(Steps.fee(built)))
                            .minus(fees)
                            .minus(Lamports.of(Steps.fee(back))));
        } finally {
            chain.setBalance(owner.address(), Lamports.of(SOL));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "create-and-delegate,INSUFFICIENT_FUNDS",
        "stake,INSUFFICIENT_FUNDS",
        "withdraw,INSUFFICIENT_STAKE",
        "split,INSUFFICIENT_STAKE",
        "move-lamports,INSUFFICIENT_STAKE",
        "unstake,INSUFFICIENT_STAKE"
    })
    void theLargestAmountIsUnderstoodAndOneMoreIsNone(String kind, String refusal) {
        PublicKey stake = steps.stake(owner, 2 * SOL);
        Map<String, Object> body = switch (kind) {
            case "create-and-delegate", "stake" -> staking("1");
            case "unstake" -> fields("owner", owner.address());
            case "move-lamports" -> Holdings.to(stake, its.on(its.inactive(2 * SOL)));
            default -> its.on(stake);
        };

        steps.refuse(kind, StakingApi.with(body, "lamports", Lamports.MAX.toString()), refusal, "lamports");
        steps.refuse(kind, StakingApi.with(body, "lamports", TOO_MUCH), "INVALID_FIELD", "lamports");
        body.remove("lamports");
        steps.refuse(kind, StakingApi.with(body, "sol", "18446744073.709551615"), refusal, "lamports");
        steps.refuse(kind, StakingApi.with(body, "sol", "18446744073.709551616"), "INVALID_FIELD", "sol");
    }

    @ParameterizedTest
    @CsvSource({
        "lockupEpoch,9223372036854775808",
        "lockupEpoch,-1",
        "lockupUnixTimestamp,9223372036854775808",
        "lockupUnixTimestamp,-1",
        "computeUnitLimit,0",
        "computeUnitLimit,1400001",
        "computeUnitLimit,18446744073709551616",
        "computeUnitPriceMicroLamports,18446744073709551615",
        "computeUnitPriceMicroLamports,18446744073709551616"
    })
    void numbersBeyondTheirRangeAreRefusedByName(String field, String value) {
        steps.refuse(
                "create-and-delegate", StakingApi.with(staking("2000000000"), field, value), "INVALID_FIELD", field);
    }

    private Map<String, Object> staking(String lamports) {
        return fields("owner", owner.address(), "validator", steps.validator(), "lamports", lamports);
    }

    private static Map<String, Object> remarking(Map<String, Object> order, int length) {
        return StakingApi.with(order, "memo", "m".repeat(length));
    }

    private static byte[] bytes(JsonPath built) {
        return Base64.getDecoder().decode(built.getString("transaction"));
    }
}
