package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for people, as their README says to run them, on a real runtime through the gateway. */
class ExamplesEndToEndTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("tidepool.root"), "examples");
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long SOL = 1_000_000_000L;
    private static final long AIRDROP = 10 * SOL;
    private static final String LAMPORTS = Long.toString(2 * SOL);

    /** What curl ends with where --fail finds an answer of 400 or above. */
    private static final int REFUSED = 22;

    private final Running suite = Running.suite();
    private final Api chain = new Api(suite.variable("TIDEPOOL_SOLANA_RPC_URL"), "");
    private final String key = suite.owner()
            .post("/v1/api-keys", "{\"name\":\"examples\",\"scopes\":[\"staking:read\",\"staking:write\"]}")
            .expect(201)
            .text("apiKey");

    @TempDir
    private Path folder;

    @Test
    void javaScriptStakesWithKit() throws IOException {
        String wallet = fundedWallet();

        Ended ended = NodeScript.run(EXAMPLES.resolve("javascript/stake.js"), variables(), file(), LAMPORTS);

        requireStaked(ended, wallet);
    }

    @Test
    void pythonStakesWithTheStandardLibrary() {
        String wallet = fundedWallet();

        Ended ended = python("stake.py", variables(), file(), LAMPORTS);

        requireStaked(ended, wallet);
    }

    @Test
    void theSevenScriptsForCurlGoFromAnAmountToAPosition() {
        String wallet = fundedWallet();
        String vote = curl("validators").json().at("/validators/0/voteAccount").asText();
        Ended told = curl("recommend", "2", "1");
        assertThat(told.text()).contains("\"lamportsPerSignature\":\"5000\"");
        assertThat(told.json().at("/recommendations/0/reasons")).isNotEmpty();

        JsonNode built = curl("build", wallet, vote, LAMPORTS).json();
        String unsigned = built.path("transaction").asText();
        assertThat(curl("decode", unsigned).json().at("/signers/0/signature").asText())
                .isEqualTo("missing");
        assertThat(curl("simulate", unsigned).json().path("success").asBoolean())
                .isTrue();
        String signed = python("wallet.py", Map.of(), "sign", file(), unsigned).text();
        assertThat(curl("submit", signed).json().path("id")).isEqualTo(built.path("id"));

        Awaitility.await()
                .atMost(SOON)
                .untilAsserted(() -> assertThat(curl("positions", wallet).json().at("/positions/0/stakeAccount"))
                        .isEqualTo(built.at("/stakeAccount/address")));
    }

    @Test
    void theScriptsForCurlTellWhatIsRefused() {
        String refused = curl("build", "no-address", "no-address", "1").text(REFUSED);
        assertThat(refused).contains("INVALID_FIELD").contains("owner");
        Ended keyless = Ended.of(EXAMPLES, List.of("curl/positions.sh", "x"), Map.of("TIDEPOOL_API_KEY", ""));
        assertThat(keyless.code()).isNotZero();
        assertThat(keyless.output()).contains("TIDEPOOL_API_KEY");
    }

    @Test
    void neitherProgramSignsWhatItHasNotOrdered() throws IOException {
        String wallet = fundedWallet();
        String other = python(
                        "wallet.py",
                        Map.of(),
                        "new",
                        folder.resolve("other.json").toString())
                .text();
        // Whoever may withdraw owns what is staked.
        try (CheatingGateway cheat = new CheatingGateway(
                suite.as(key),
                order -> order.replace("{\"owner\"", "{\"withdrawer\":\"%s\",\"owner\"".formatted(other)))) {
            Map<String, String> variables = new HashMap<>(variables());
            variables.put("TIDEPOOL_URL", cheat.url());
            for (Ended ended : List.of(
                    NodeScript.run(EXAMPLES.resolve("javascript/stake.js"), variables, file(), LAMPORTS),
                    python("stake.py", variables, file(), LAMPORTS))) {
                assertThat(ended.code()).as(ended.output()).isNotZero();
                assertThat(ended.output()).contains("not the one that was ordered");
            }
            assertThat(cheat.asked())
                    .contains("/v1/staking/transactions/create-and-delegate")
                    .doesNotContain("/v1/staking/transactions/submit");
        }
        assertThat(balance(wallet)).isEqualTo(AIRDROP);
    }

    private void requireStaked(Ended ended, String wallet) {
        JsonNode told = ended.json();
        assertThat(told.path("state").asText()).isEqualTo("finalized");
        assertThat(told.path("wallet").asText()).isEqualTo(wallet);
        JsonNode fees = suite.as(key)
                .get("/v1/staking/transactions/" + told.path("id").asText())
                .expect(200)
                .json()
                .path("fees");
        assertThat(balance(told.path("stakeAccount").asText()))
                .isEqualTo(2 * SOL + fees.path("rent").asLong());
        assertThat(balance(wallet))
                .isEqualTo(AIRDROP - 2 * SOL - fees.path("total").asLong());
    }

    private String fundedWallet() {
        String wallet = python("wallet.py", Map.of(), "new", file()).text();
        assertThat(python("wallet.py", Map.of(), "address", file()).text()).isEqualTo(wallet);
        call("requestAirdrop", "\"%s\",%d".formatted(wallet, AIRDROP));
        Awaitility.await().atMost(SOON).until(() -> balance(wallet) == AIRDROP);
        return wallet;
    }

    private String file() {
        return folder.resolve("wallet.json").toString();
    }

    private Map<String, String> variables() {
        return Map.of("TIDEPOOL_URL", suite.variable("TIDEPOOL_URL"), "TIDEPOOL_API_KEY", key);
    }

    private Ended curl(String script, String... arguments) {
        List<String> command = new ArrayList<>(List.of("curl/" + script + ".sh"));
        command.addAll(List.of(arguments));
        return Ended.of(EXAMPLES, command, variables());
    }

    private static Ended python(String script, Map<String, String> variables, String... arguments) {
        List<String> command = new ArrayList<>(List.of("python3", "-B", script));
        command.addAll(List.of(arguments));
        return Ended.of(EXAMPLES.resolve("python"), command, variables);
    }

    private long balance(String account) {
        return call("getBalance", "\"%s\",{\"commitment\":\"confirmed\"}".formatted(account))
                .at("/result/value")
                .asLong();
    }

    private JsonNode call(String method, String parameters) {
        return chain.post(
                        "",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
                                .formatted(method, parameters))
                .expect(200)
                .json();
    }
}
