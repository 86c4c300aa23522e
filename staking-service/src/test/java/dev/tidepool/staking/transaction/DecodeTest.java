package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.Slow;
import dev.tidepool.kernel.test.TestTokens;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@Slow
class DecodeTest {

    private static final String DECODE = "/v1/staking/transactions/decode";
    private static final String ATTACH = "/v1/staking/transactions/attach-signatures";
    private static final int TRIES = 10_000;
    private static final int AT_ONCE = 500;
    private static final long SOL = 1_000_000_000L;

    @TestHTTPResource(DECODE)
    URI decoding;

    private final LocalChain chain = new LocalChain();
    private final StakingApi api = new StakingApi();
    private final Wallet owner = Wallet.create();

    @Test
    void saysWhatAWalletIsAskedToSign() {
        JsonPath built = built();
        JsonPath decoded = decode(built.getString("transaction"));

        assertThat(decoded.getList("instructions.name"))
                .containsExactly("setComputeUnitLimit", "transfer", "allocateWithSeed", "initialize", "delegate")
                .isEqualTo(built.getList("instructions.name"));
        assertThat(decoded.getString("instructions[1].accounts.from"))
                .isEqualTo(owner.address().toString());
        assertThat(decoded.getString("instructions[4].accounts.vote"))
                .isEqualTo(chain.votes().getFirst().toString());
        assertThat(decoded.getString("messageHash")).isEqualTo(built.getString("messageHash"));
        assertThat(decoded.getString("signers[0].signature")).isEqualTo("missing");
    }

    @Test
    void tellsAValidSignatureFromAnother() {
        String signed = owner.sign(built().getString("transaction"));
        byte[] tampered = Base64.getDecoder().decode(signed);
        tampered[5] ^= 1;

        assertThat(decode(signed).getString("signers[0].signature")).isEqualTo("valid");
        assertThat(decode(Base64.getEncoder().encodeToString(tampered)).getString("signers[0].signature"))
                .isEqualTo("invalid");
    }

    @Test
    void attachesASignatureThatWasMadeElsewhere() {
        String unsigned = built().getString("transaction");
        String signed = owner.sign(unsigned);

        api.post(ATTACH, attaching(unsigned, owner, signature(signed)))
                .then()
                .statusCode(200)
                .body("transaction", equalTo(signed))
                .body("complete", equalTo(true))
                .body("missingSigners", equalTo(List.of()));
    }

    @Test
    void attachesNothingThatDoesNotFit() {
        String unsigned = built().getString("transaction");
        String other = signature(owner.sign(built().getString("transaction")));

        api.post(ATTACH, attaching(unsigned, owner, other))
                .then()
                .statusCode(422)
                .body("code", equalTo("INVALID_SIGNATURE"));
        api.post(ATTACH, attaching(unsigned, Wallet.create(), other))
                .then()
                .statusCode(400)
                .body("field", equalTo("signatures.signer"));
        api.post(ATTACH, attaching(unsigned, owner, "short"))
                .then()
                .statusCode(400)
                .body("field", equalTo("signatures.signature"));
        api.post(ATTACH, Map.of("transaction", unsigned, "signatures", List.of()))
                .then()
                .statusCode(400)
                .body("field", equalTo("signatures"));
    }

    @Test
    void refusesWhatIsNoTransactionAndNeverFails() throws Exception {
        byte[] whole = Base64.getDecoder().decode(owner.sign(built().getString("transaction")));
        Random random = new Random(44);
        int refused = 0;
        for (int asked = 0; asked < TRIES; asked += AT_ONCE) {
            List<Integer> statuses = statuses(IntStream.range(0, AT_ONCE)
                    .mapToObj(attempt -> damaged(whole, random, attempt % 2 == 0))
                    .toList());
            assertThat(statuses).hasSize(AT_ONCE).isSubsetOf(200, 400);
            refused += Collections.frequency(statuses, 400);
        }
        assertThat(refused).isGreaterThan(TRIES / 2);
        api.post(DECODE, Map.of()).then().statusCode(400).body("field", equalTo("transaction"));
        api.post(DECODE, Map.of("transaction", "%%%"))
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_TRANSACTION"));
    }

    /** One byte of it is another, or it is something else altogether; sometimes the last byte is missing. */
    private static byte[] damaged(byte[] whole, Random random, boolean alike) {
        byte[] damaged = alike ? whole.clone() : new byte[random.nextInt(1300)];
        if (alike) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        } else {
            random.nextBytes(damaged);
        }
        return Arrays.copyOf(damaged, Math.max(0, damaged.length - random.nextInt(2)));
    }

    private List<Integer> statuses(List<byte[]> transactions) throws Exception {
        String bearer = TestTokens.bearer(api.organization(), "staking:read", "staking:write");
        try (HttpClient http = HttpClient.newHttpClient();
                ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Callable<Integer>> calls = transactions.stream()
                    .map(transaction -> (Callable<Integer>) () -> http.send(
                                    HttpRequest.newBuilder(decoding)
                                            .header("Authorization", bearer)
                                            .header("Content-Type", "application/json")
                                            .POST(BodyPublishers.ofString("{\"transaction\":\""
                                                    + Base64.getEncoder().encodeToString(transaction) + "\"}"))
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode())
                    .toList();
            return threads.invokeAll(calls).stream().map(Future::resultNow).toList();
        }
    }

    private JsonPath built() {
        chain.airdrop(owner.address(), 5 * SOL);
        return api.build(Map.of(
                        "owner", owner.address().toString(),
                        "validator", chain.votes().getFirst().toString(),
                        "lamports", Long.toString(SOL)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
    }

    private JsonPath decode(String transaction) {
        return api.post(DECODE, Map.of("transaction", transaction))
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static Map<String, Object> attaching(String transaction, Wallet signer, String signature) {
        return Map.of(
                "transaction",
                transaction,
                "signatures",
                List.of(Map.of("signer", signer.address().toString(), "signature", signature)));
    }

    private static String signature(String signed) {
        return Transaction.decode(Base64.getDecoder().decode(signed)).id().toString();
    }
}
