package dev.tidepool.local.demo;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidepool.local.process.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** The faucet of a test cluster, over its JSON-RPC. */
record Faucet(HttpClient http, URI url) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Funds the address and waits until the money is there; the reason where the cluster gives none away. */
    Optional<String> fund(String address, long lamports) {
        ObjectNode request = request("requestAirdrop", address);
        request.withArray("params").add(lamports);
        JsonNode answer = call(request);
        if (!answer.path("error").isMissingNode()) {
            return Optional.of(Json.text(answer, "/error/message"));
        }
        if (!Waiting.until(() -> balance(address) >= lamports, LIMIT, PAUSE)) {
            throw new DemoFailure("the airdrop was not confirmed within " + LIMIT.toSeconds() + " s");
        }
        return Optional.empty();
    }

    private long balance(String address) {
        ObjectNode request = request("getBalance", address);
        request.withArray("params").addObject().put("commitment", "confirmed");
        return call(request).at("/result/value").asLong();
    }

    private static ObjectNode request(String method, String address) {
        ObjectNode request = Json.object().put("jsonrpc", "2.0").put("id", 1).put("method", method);
        request.putArray("params").add(address);
        return request;
    }

    private JsonNode call(ObjectNode body) {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (JacksonException e) {
            throw new DemoFailure("the chain at " + url + " did not answer JSON", e);
        } catch (IOException e) {
            throw new DemoFailure("the chain at " + url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DemoFailure("the faucet was interrupted", e);
        }
    }
}
