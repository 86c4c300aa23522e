package dev.tidepool.staking.transaction;

import static dev.tidepool.staking.test.Steps.SOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.chain.Clusters;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.MessageCompiler;
import dev.tidepool.staking.solana.MessageVersion;
import dev.tidepool.staking.solana.PublicKey;
import dev.tidepool.staking.solana.SystemProgram;
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
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was built is sent unchanged, for whom it was built, and once. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class TamperTest {

    private static final String SUBMIT = "/v1/staking/transactions/submit";
    private static final long STAKE = 2 * SOL;
    private static final long AMOUNT = SOL + 234_567_891;

    @Inject
    Clusters clusters;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Steps steps = new Steps(api, chain);
    private final Wallet owner = Wallet.create();
    private final Wallet friend = Wallet.create();
    private final Wallet thief = Wallet.create();
    private final Holdings its = new Holdings(steps, chain, owner);

    @BeforeEach
    void fund() {
        chain.airdrop(owner.address(), 10 * SOL);
        chain.airdrop(thief.address(), SOL);
    }

    @Test
    void anotherAmountIsNotSent() {
        JsonPath built = withdrawal();

        isRefused(built, replaced(built, u64(AMOUNT), u64(AMOUNT + 1)), owner);
    }

    @Test
    void anotherRecipientIsNotSent() {
        JsonPath built = withdrawal();

        isRefused(
                built,
                replaced(built, friend.address().toBytes(), thief.address().toBytes()),
                owner);
    }

    @Test
    void anotherPayerIsNotSent() {
        chain.airdrop(friend.address(), SOL);
        PublicKey stake = its.inactive(STAKE);
        JsonPath built = steps.build(
                "withdraw",
                StakingApi.with(
                        its.with(stake, AMOUNT), "feePayer", friend.address().toString()));

        isRefused(
                built,
                replaced(built, friend.address().toBytes(), thief.address().toBytes()),
                owner,
                thief);
    }

    /** Signed anew it is unknown, to a wallet's own budget it is another, and under the old signatures it is forged. */
    private void isRefused(JsonPath built, String changed, Wallet... signers) {
        String signed = changed;
        for (Wallet signer : signers) {
            signed = signer.sign(signed);
        }
        Map<PublicKey, Long> before = balances();

        api.submit(signed).then().statusCode(422).body("code", equalTo("UNKNOWN_MESSAGE"));
        api.post(SUBMIT, Map.of("transaction", signed, "match", "semantic", "id", built.getString("id")))
                .then()
                .statusCode(422)
                .body("code", equalTo("INSTRUCTIONS_DIFFER"));
        api.submit(changed).then().statusCode(422).body("code", equalTo("INVALID_SIGNATURE"));

        assertThat(timesSent(signed) + timesSent(changed)).isZero();
        assertThat(balances()).isEqualTo(before);
        assertThat(api.state(built.getString("id"))).isEqualTo("built");
    }

    @Test
    void whatNobodyBuiltHereIsNotSent() {
        String foreign = owner.sign(Transaction.unsigned(MessageCompiler.compile(
                        MessageVersion.LEGACY,
                        owner.address(),
                        clusters.byDefault()
                                .chain()
                                .blockhash()
                                .subscribeAsCompletionStage()
                                .join()
                                .hash(),
                        List.of(SystemProgram.transfer(owner.address(), thief.address(), Lamports.of(SOL)))))
                .encode()
                .toBase64());

        api.submit(foreign).then().statusCode(422).body("code", equalTo("UNKNOWN_MESSAGE"));

        assertThat(timesSent(foreign)).isZero();
        assertThat(chain.balance(thief.address())).isEqualTo(SOL);
    }

    @Test
    void aReplayChangesNothing() {
        JsonPath built = withdrawal();
        String signed = owner.sign(built.getString("transaction"));
        steps.land(built, owner);
        Map<PublicKey, Long> after = balances();
        long times = timesSent(signed);

        JsonPath again = api.submit(signed).then().statusCode(202).extract().jsonPath();

        assertThat(again.getString("id")).isEqualTo(built.getString("id"));
        assertThat(timesSent(signed)).isEqualTo(times);
        new StakingApi().submit(signed).then().statusCode(422).body("code", equalTo("UNKNOWN_MESSAGE"));
        assertThat(balances()).isEqualTo(after);
    }

    /** Without a blockhash that grows old, the nonce is all that stands against it. */
    @Test
    void aReplayOfANonceChangesNothing() {
        PublicKey nonce = its.nonce();
        PublicKey stake = its.inactive(STAKE);
        JsonPath built =
                steps.build("withdraw", StakingApi.with(its.with(stake, SOL / 2), "nonceAccount", nonce.toString()));
        String signed = owner.sign(built.getString("transaction"));
        steps.land(built, owner);
        Map<PublicKey, Long> after = balances();

        api.submit(signed).then().statusCode(202);
        chain.call("sendTransaction", signed, Map.of("encoding", "base64", "skipPreflight", true));

        assertThat(balances()).isEqualTo(after);
    }

    @Test
    void theSameOrderUnderOneBlockhashIsOneTransaction() {
        PublicKey stake = steps.stake(owner, STAKE);
        chain.hold();
        try {
            awaitTheLastBlockhash();
            JsonPath first = steps.build("deactivate", its.on(stake));
            JsonPath second = steps.build("deactivate", its.on(stake));
            StakingApi others = new StakingApi();
            JsonPath theirs = others.build("deactivate", its.on(stake))
                    .then()
                    .statusCode(201)
                    .extract()
                    .jsonPath();

            assertThat(second.getString("transaction")).isEqualTo(first.getString("transaction"));
            assertThat(second.getString("id")).isEqualTo(first.getString("id"));
            assertThat(theirs.getString("transaction")).isEqualTo(first.getString("transaction"));
            assertThat(theirs.getString("id")).isNotEqualTo(first.getString("id"));
            String signed = owner.sign(first.getString("transaction"));
            api.submit(signed).then().statusCode(202);
            others.submit(signed).then().statusCode(202);
        } finally {
            chain.clearFaults();
        }
    }

    /** Of the chain that is held: there is no younger one. */
    private void awaitTheLastBlockhash() {
        long last = chain.call("getLatestBlockhash", Map.of("commitment", "confirmed"))
                .required("value")
                .required("lastValidBlockHeight")
                .asLong();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(clusters.byDefault()
                                .chain()
                                .blockhash()
                                .subscribeAsCompletionStage()
                                .join()
                                .lastValidBlockHeight())
                        .isEqualTo(last));
    }

    private JsonPath withdrawal() {
        PublicKey stake = its.inactive(STAKE);
        return steps.build(
                "withdraw",
                StakingApi.with(
                        its.with(stake, AMOUNT), "recipient", friend.address().toString()));
    }

    private Map<PublicKey, Long> balances() {
        return Map.of(
                owner.address(), chain.balance(owner.address()),
                friend.address(), chain.balance(friend.address()),
                thief.address(), chain.balance(thief.address()));
    }

    private long timesSent(String signed) {
        return chain.sent().stream().filter(signed::equals).count();
    }

    private static byte[] u64(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    /** With the first place that has these bytes changed. */
    private static String replaced(JsonPath built, byte[] what, byte[] with) {
        byte[] bytes = Base64.getDecoder().decode(built.getString("transaction"));
        for (int at = 0; at + what.length <= bytes.length; at++) {
            if (ByteBuffer.wrap(bytes, at, what.length).equals(ByteBuffer.wrap(what))) {
                System.arraycopy(with, 0, bytes, at, with.length);
                return Base64.getEncoder().encodeToString(bytes);
            }
        }
        throw new AssertionError("no such bytes");
    }
}
