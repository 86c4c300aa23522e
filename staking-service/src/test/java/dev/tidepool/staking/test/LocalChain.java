package dev.tidepool.staking.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.staking.chain.ChainClient;
import dev.tidepool.staking.solana.Lamports;
import dev.tidepool.staking.solana.PublicKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.ConfigProvider;

/** The local cluster as a test drives it: faucet, accounts, time and faults. */
public final class LocalChain {

    /** Blocks that a hash just read has left at least. */
    private static final int YOUNG = 100;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI url;

    /** The default one. */
    public LocalChain() {
        this("TIDEPOOL_SOLANA_RPC_URLS");
    }

    private LocalChain(String setting) {
        url = URI.create(
                ConfigProvider.getConfig().getValue(setting, String.class).split(",")[0]);
    }

    /** The one that is configured besides the default one. */
    public static LocalChain devnet() {
        return new LocalChain(FurtherClustersResource.DEVNET_URLS);
    }

    /** Waits until the balance is there for confirmed readers. */
    public void airdrop(PublicKey wallet, long lamports) {
        call("requestAirdrop", wallet.toString(), lamports);
        Eventually.value(
                Duration.ofSeconds(10),
                "airdrop",
                () -> balance(wallet) >= lamports ? Optional.of(true) : Optional.empty());
    }

    public long balance(PublicKey account) {
        return call("getBalance", account.toString()).required("value").asLong();
    }

    /** The same, also where it needs all 64 bits. */
    public Lamports lamports(PublicKey account) {
        return Lamports.parse(
                call("getBalance", account.toString()).required("value").asText());
    }

    public byte[] data(PublicKey account) {
        JsonNode info = call("getAccountInfo", account.toString(), Map.of("encoding", "base64"));
        return Base64.getDecoder()
                .decode(info.required("value").required("data").get(0).asText());
    }

    /** The vote accounts, by rising commission. */
    public List<PublicKey> votes() {
        JsonNode answer = call("getVoteAccounts");
        return Stream.of("current", "delinquent")
                .flatMap(group -> StreamSupport.stream(answer.required(group).spliterator(), false))
                .sorted(Comparator.comparingInt(
                        node -> node.required("commission").asInt()))
                .map(node -> PublicKey.parse(node.required("votePubkey").asText()))
                .toList();
    }

    public void setDelinquent(PublicKey vote, boolean delinquent) {
        call("admin_setDelinquent", Map.of("vote", vote.toString(), "delinquent", delinquent));
    }

    public void warpSlots(int slots) {
        call("admin_warpSlots", Map.of("slots", slots));
    }

    /** To the first slot of that later epoch. */
    public void warpEpochs(int epochs) {
        call("admin_warpEpochs", Map.of("epochs", epochs));
    }

    /** Time stands still but for warps, until faults are cleared. */
    public void hold() {
        call("admin_hold", Map.of("hold", true));
    }

    /** Of the newest block, which takes what is sent now. */
    public long height() {
        return call("getBlockHeight", Map.of("commitment", "processed")).asLong();
    }

    /** Whatever it is, without a transaction; up to 64 bits. */
    public void setBalance(PublicKey account, Lamports lamports) {
        call("admin_setAccountLamports", Map.of("pubkey", account.toString(), "lamports", lamports.toString()));
    }

    /** Puts an account there as if a program had made it; without lamports it is gone. */
    public void setAccount(PublicKey account, PublicKey owner, long lamports, byte[] data) {
        call(
                "admin_setAccount",
                Map.of(
                        "pubkey",
                        account.toString(),
                        "owner",
                        owner.toString(),
                        "lamports",
                        Long.toString(lamports),
                        "data",
                        Base64.getEncoder().encodeToString(data)));
    }

    /** A warp makes the hash at hand useless: a test that warps waits for another, so that the next is not given it. */
    public void awaitYoungBlockhash(ChainClient client) {
        clearFaults();
        long height = height();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(client.blockhash()
                                .subscribeAsCompletionStage()
                                .join()
                                .lastValidBlockHeight())
                        .isGreaterThan(height + YOUNG));
    }

    public void faultOnce(String method, String kind) {
        call("admin_fault", Map.of("method", method, "kind", kind, "count", 1));
    }

    public void fault(String method, String kind) {
        call("admin_fault", Map.of("method", method, "kind", kind));
    }

    public void clearFaults() {
        call("admin_clearFaults");
    }

    public void dropTransactions(int count) {
        call("admin_dropTransactions", Map.of("count", count));
    }

    /** How often the cluster was asked each method, by whomever. */
    public Map<String, Integer> calls() {
        return JSON.convertValue(call("admin_calls").required("methods"), new TypeReference<Map<String, Integer>>() {});
    }

    /** The transactions that were handed to the cluster, as they came, base64. */
    public List<String> sent() {
        return JSON.convertValue(call("admin_calls").required("sent"), new TypeReference<List<String>>() {});
    }

    /** The accounts that recent prices were asked of last. */
    public List<String> priced() {
        return JSON.convertValue(call("admin_calls").required("priced"), new TypeReference<List<String>>() {});
    }

    public int faultsPlanted() {
        return call("admin_status").required("faults").size();
    }

    public JsonNode call(String method, Object... params) {
        try {
            byte[] body = JSON.writeValueAsBytes(
                    Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", List.of(params)));
            HttpRequest request = HttpRequest.newBuilder(url)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            JsonNode answer = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
            if (answer.has("error")) {
                throw new IllegalStateException(answer.get("error").toString());
            }
            return answer.required("result");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
