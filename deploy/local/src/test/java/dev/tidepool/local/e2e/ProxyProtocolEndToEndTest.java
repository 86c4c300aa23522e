package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidepool.kernel.test.RawPeer;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A gateway behind a proxy that tells the client's address in the PROXY protocol. */
@EnabledOnOs(OS.LINUX)
class ProxyProtocolEndToEndTest {

    private final Running suite = Running.suite();

    @Test
    void theAddressTheProxyTellsIsTheClients() throws IOException {
        try (SecondGateway gateway = SecondGateway.startBeside(
                suite.process("gateway"),
                Map.of(
                        "QUARKUS_HTTP_PROXY_USE_PROXY_PROTOCOL",
                        "true",
                        "TIDEPOOL_TRUSTED_PROXIES",
                        "127.0.0.1",
                        "TIDEPOOL_LIMIT_ANONYMOUS_PER_MINUTE",
                        "3"))) {
            for (int request = 0; request < 3; request++) {
                assertThat(exchange(gateway, "203.0.113.7", "GET /info HTTP/1.1\r\n"))
                        .startsWith("HTTP/1.1 200");
            }
            assertThat(exchange(gateway, "203.0.113.7", "GET /info HTTP/1.1\r\n"))
                    .as("limited by the address")
                    .startsWith("HTTP/1.1 429");
            assertThat(exchange(gateway, "203.0.113.8", "GET /info HTTP/1.1\r\n"))
                    .as("another address")
                    .startsWith("HTTP/1.1 200");

            String body = "{\"name\":\"made from afar\",\"scopes\":[\"chat:read\"]}";
            String made = exchange(
                    gateway,
                    "203.0.113.9",
                    "POST /v1/api-keys HTTP/1.1\r\nContent-Type: application/json\r\nX-API-Key: "
                            + suite.variable("TIDEPOOL_API_KEY") + "\r\nContent-Length: " + body.length() + "\r\n",
                    body);
            assertThat(made).startsWith("HTTP/1.1 201");
            JsonNode entries = suite.owner()
                    .get("/v1/audit?type=key.created&limit=10")
                    .expect(200)
                    .json()
                    .path("items");
            assertThat(entries)
                    .anyMatch(entry -> entry.path("clientAddress").asText().equals("203.0.113.9"));
        }
    }

    private static String exchange(SecondGateway gateway, String client, String head) {
        return exchange(gateway, client, head, "");
    }

    private static String exchange(SecondGateway gateway, String client, String head, String body) {
        try (RawPeer peer = RawPeer.connect(gateway.port())) {
            return peer.send("PROXY TCP4 " + client + " 127.0.0.1 40000 8080\r\n" + head
                            + "Host: x\r\nConnection: close\r\n\r\n" + body)
                    .readToEnd();
        }
    }
}
