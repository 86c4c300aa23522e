package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static dev.tidepool.staking.test.Steps.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.AssociatedTokenProgram;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.StakePool;
import dev.tidepool.staking.solana.StakePoolProgram;
import dev.tidepool.staking.solana.StakeProgram;
import dev.tidepool.staking.solana.SystemProgram;
import dev.tidepool.staking.solana.TokenAccount;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Steps;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Liquid stakes in a pool whose accounts a test has put on the chain. The program itself is not to be had, so they are built and not
 * executed: their bytes are held to its client library by {@code StakePoolVectorsTest}.
 */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class LiquidTest {

    private static final PublicKey POOL = PublicKey.parse(LocalChainResource.POOL);
    private static final PublicKey LOADER = PublicKey.parse("BPFLoaderUpgradeab1e11111111111111111111111");
    private static final long TOKEN_RENT = 2_039_280;
    private static final int RESERVE_SPACE = 200;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final byte[] data = pool();
    private final StakePool state = StakePool.decode(data);
    private final PublicKey tokens = AssociatedTokenProgram.address(owner.address(), state.mint());

    @BeforeEach
    void plant() {
        chain.airdrop(owner.address(), 10 * SOL);
        chain.setAccount(StakePoolProgram.ID, LOADER, SOL, new byte[36]);
        chain.setAccount(POOL, StakePoolProgram.ID, SOL, data);
        chain.setAccount(state.reserve(), StakeProgram.ID, 5 * SOL, new byte[RESERVE_SPACE]);
    }

    @AfterEach
    void clear() {
        chain.setAccount(POOL, SystemProgram.ID, 0, new byte[0]);
        chain.setAccount(StakePoolProgram.ID, SystemProgram.ID, 0, new byte[0]);
        chain.setAccount(state.reserve(), SystemProgram.ID, 0, new byte[0]);
        chain.setAccount(tokens, SystemProgram.ID, 0, new byte[0]);
    }

    @Test
    void aDepositMakesTheTokenAccountAndSaysWhatItBrings() {
        JsonPath built = stake(SOL);

        assertThat(built.<String>getList("instructions.name"))
                .containsExactly("setComputeUnitLimit", "createIdempotent", "depositSol");
        assertThat(built.getString("instructions[2].accounts.pool")).isEqualTo(POOL.toString());
        assertThat(built.getString("instructions[2].accounts.funder"))
                .isEqualTo(owner.address().toString());
        assertThat(built.getString("instructions[2].accounts.tokens")).isEqualTo(tokens.toString());
        assertThat(built.getString("instructions[2].fields.lamports")).isEqualTo(Long.toString(SOL));
        assertThat(built.getString("explanation[0]")).contains("914424675", tokens.toString());
        assertThat(Steps.rent(built)).isEqualTo(TOKEN_RENT);
        assertThat(built.getString("fees.service")).isEqualTo("0");
        assertThat(built.getMap("$")).doesNotContainKeys("stakeAccount", "nonceAccount");

        hold(1);
        // Another amount: the same would be the same transaction.
        assertThat(Steps.rent(stake(SOL + 1))).isZero();
    }

    @Test
    void aPercentilePriceIsOfWhatThePoolWantsToo() {
        steps.build(
                "liquid-stake",
                fields(
                        "owner",
                        owner.address(),
                        "lamports",
                        Long.toString(SOL),
                        "computeUnitPriceMicroLamports",
                        "p50"));

        assertThat(chain.priced()).contains(POOL.toString(), tokens.toString());
    }

    @Test
    void aWithdrawalBurnsTokensForLamports() {
        hold(2 * SOL);
        Wallet recipient = Wallet.create();

        JsonPath built = steps.build(
                "liquid-unstake",
                fields("owner", owner.address(), "poolTokens", Long.toString(SOL), "recipient", recipient.address()));

        assertThat(built.<String>getList("instructions.name")).containsExactly("setComputeUnitLimit", "withdrawSol");
        assertThat(built.getString("instructions[1].fields.poolTokens")).isEqualTo(Long.toString(SOL));
        assertThat(built.getString("instructions[1].accounts.recipient"))
                .isEqualTo(recipient.address().toString());
        assertThat(built.getString("explanation[0]")).contains("1090194005");
        assertThat(unstake("all").getString("instructions[1].fields.poolTokens"))
                .isEqualTo(Long.toString(2 * SOL));
    }

    @Test
    void whatBringsNothingIsNotBuilt() {
        refuse("liquid-stake", "lamports", "0", "AMOUNT_BELOW_MINIMUM");
        refuse("liquid-stake", "lamports", "2", "AMOUNT_BELOW_MINIMUM");
        refuse("liquid-stake", "lamports", Long.toString(10 * SOL), "INSUFFICIENT_FUNDS");
        refuse("liquid-unstake", "poolTokens", "all", "INSUFFICIENT_POOL_TOKENS");
        hold(8 * SOL);
        refuse("liquid-unstake", "poolTokens", "1", "AMOUNT_BELOW_MINIMUM");
        refuse("liquid-unstake", "poolTokens", Long.toString(8 * SOL + 1), "INSUFFICIENT_POOL_TOKENS");
        refuse("liquid-unstake", "poolTokens", "all", "POOL_STATE_CONFLICT");
        refuse("liquid-unstake", "poolTokens", "1.5", "INVALID_FIELD");
    }

    @Test
    void aPoolThatIsClosedOrOutOfDateIsNotUsed() {
        byte[] old = data.clone();
        ByteBuffer.wrap(old).order(ByteOrder.LITTLE_ENDIAN).putLong(274, 3);
        chain.setAccount(POOL, StakePoolProgram.ID, SOL, old);
        refuse("liquid-stake", "lamports", Long.toString(SOL), "POOL_STATE_CONFLICT");

        chain.setAccount(POOL, StakePoolProgram.ID, SOL, pool("full"));
        refuse("liquid-stake", "lamports", Long.toString(SOL), "POOL_STATE_CONFLICT");
        refuse("liquid-unstake", "poolTokens", "1", "POOL_STATE_CONFLICT");
    }

    @Test
    void whatIsNoPoolIsNotServed() {
        chain.setAccount(POOL, StakePoolProgram.ID, SOL, new byte[10]);
        isUnavailable("is no stake pool");
        chain.setAccount(POOL, StakeProgram.ID, SOL, data);
        isUnavailable("is no stake pool");
        chain.setAccount(StakePoolProgram.ID, SystemProgram.ID, SOL, new byte[0]);
        isUnavailable("is not on this cluster");
    }

    private void isUnavailable(String why) {
        api.build("liquid-stake", fields("owner", owner.address(), "lamports", Long.toString(SOL)))
                .then()
                .statusCode(501)
                .body("code", equalTo("LIQUID_STAKING_UNAVAILABLE"))
                .body("detail", containsString(why));
    }

    private JsonPath stake(long lamports) {
        return steps.build("liquid-stake", fields("owner", owner.address(), "lamports", Long.toString(lamports)));
    }

    private JsonPath unstake(String poolTokens) {
        return steps.build("liquid-unstake", fields("owner", owner.address(), "poolTokens", poolTokens));
    }

    private void refuse(String kind, String field, String amount, String code) {
        steps.refuse(kind, fields("owner", owner.address(), field, amount), code, field);
    }

    /** So many tokens of the pool are the owner's. */
    private void hold(long amount) {
        byte[] account = ByteBuffer.allocate(TokenAccount.SPACE)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(state.mint().toBytes())
                .put(owner.address().toBytes())
                .putLong(amount)
                .put(108, (byte) 1)
                .array();
        chain.setAccount(tokens, AssociatedTokenProgram.TOKEN, TOKEN_RENT, account);
    }

    private static byte[] pool() {
        return pool("plain");
    }

    private static byte[] pool(String name) {
        try (InputStream stream = LiquidTest.class.getResourceAsStream("/solana/pool-vectors.json")) {
            for (JsonNode vector :
                    new ObjectMapper().readTree(Objects.requireNonNull(stream)).required("pools")) {
                if (vector.required("name").asText().equals(name)) {
                    return Base64.getDecoder().decode(vector.required("data").asText());
                }
            }
            throw new AssertionError(name);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
