package dev.tidepool.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.local.Home;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * What the local chain answers to the calls that builds make, written into a file. Every wallet is as the one that was funded
 * for it.
 *
 * @param vote the account of a validator
 */
record StakeRecording(Path file, String vote) {
    /** Stands for every address that is not recorded by name. */
    static final String ANY_WALLET = "wallet";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String WALLET = "9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin";
    private static final long LAMPORTS = 5_000_000_000_000L;
    private static final Duration LANDING = Duration.ofSeconds(20);
    private static final List<String> SYSVARS = List.of(
            "SysvarC1ock11111111111111111111111111111111",
            "SysvarStakeHistory1111111111111111111111111",
            "SysvarEpochSchedu1e111111111111111111111111");
    private static final List<String> PLAIN = List.of(
            "getLatestBlockhash",
            "getStakeMinimumDelegation",
            "getVoteAccounts",
            "getVersion",
            "getEpochInfo",
            "getSlot",
            "getBlockHeight",
            "getGenesisHash");

    /** Of a wallet, a nonce account and a stake account. */
    private static final List<Integer> SPACES = List.of(0, 80, 200);

    /** Asks the chain at this address. */
    static StakeRecording of(String chain, Path file) throws IOException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            ObjectNode recorded = JSON.createObjectNode();
            call(http, chain, "requestAirdrop", "\"" + WALLET + "\"," + LAMPORTS);
            ObjectNode accounts = recorded.putObject("getMultipleAccounts");
            accounts.set(ANY_WALLET, funded(http, chain));
            for (String sysvar : SYSVARS) {
                accounts.set(sysvar, account(http, chain, sysvar));
            }
            ObjectNode rents = recorded.putObject("getMinimumBalanceForRentExemption");
            for (int space : SPACES) {
                rents.set(
                        Integer.toString(space),
                        call(http, chain, "getMinimumBalanceForRentExemption", Integer.toString(space)));
            }
            for (String method : PLAIN) {
                recorded.set(method, call(http, chain, method, ""));
            }
            Home.writePrivate(file, recorded.toString());
            return new StakeRecording(
                    file, recorded.at("/getVoteAccounts/current/0/votePubkey").asText());
        }
    }

    /** As soon as a confirmed block has it. */
    private static JsonNode funded(HttpClient http, String chain) throws IOException {
        for (long end = System.nanoTime() + LANDING.toNanos(); System.nanoTime() < end; ) {
            JsonNode wallet = account(http, chain, WALLET);
            if (!wallet.isNull()) {
                return wallet;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new IllegalStateException("the local chain has not funded a wallet");
    }

    private static JsonNode account(HttpClient http, String chain, String address) throws IOException {
        return call(
                        http,
                        chain,
                        "getMultipleAccounts",
                        "[\"" + address + "\"],{\"encoding\":\"base64\",\"commitment\":\"confirmed\"}")
                .at("/value/0");
    }

    private static JsonNode call(HttpClient http, String chain, String method, String parameters) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(chain))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
                                .formatted(method, parameters)))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            return Optional.ofNullable(answer.get("result"))
                    .orElseThrow(() -> new IllegalStateException("the chain answered " + method + " with " + answer));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
