package dev.tidepool.staking.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.solana.Transaction;
import dev.tidepool.staking.test.LocalChain;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.Wallet;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
class DecodeTest {

    private static final String DECODE = "/v1/staking/transactions/decode";
    private static final String ATTACH = "/v1/staking/transactions/attach-signatures";
    private static final int TRIES = 10_000;
    private static final long SOL = 1_000_000_000L;

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
    void refusesWhatIsNoTransactionAndNeverFails() {
        byte[] whole = Base64.getDecoder().decode(owner.sign(built().getString("transaction")));
        Random random = new Random(44);
        int refused = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            byte[] damaged = attempt % 2 == 0 ? whole.clone() : new byte[random.nextInt(1300)];
            if (attempt % 2 == 1) {
                random.nextBytes(damaged);
            } else {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            byte[] cut = Arrays.copyOf(damaged, Math.max(0, damaged.length - random.nextInt(2)));
            int status = api.post(
                            DECODE, Map.of("transaction", Base64.getEncoder().encodeToString(cut)))
                    .statusCode();
            assertThat(status).isIn(200, 400);
            refused += status == 400 ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(TRIES / 2);
        api.post(DECODE, Map.of()).then().statusCode(400).body("field", equalTo("transaction"));
        api.post(DECODE, Map.of("transaction", "%%%"))
                .then()
                .statusCode(400)
                .body("code", equalTo("MALFORMED_TRANSACTION"));
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
