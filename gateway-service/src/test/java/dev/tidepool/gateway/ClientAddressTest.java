package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.RawClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.gateway.support.Trail;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom the gateway takes for its client, straight and behind proxies, and who is told. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class ClientAddressTest {

    private static final String PROXY = GatewayTestResource.TRUSTED_PROXY;
    private static final String STRANGER = "127.0.0.1";

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @Test
    void tellsServicesWhomTheyServe() {
        from(
                PROXY,
                "X-Forwarded-For: 198.51.100.1, 203.0.113.7, 10.1.2.3\r\nX-Forwarded-Proto: https\r\n"
                        + "X-Forwarded-Host: api.example.org\r\nX-Forwarded-Port: 1\r\n");
        assertThat(session.next().headers())
                .containsEntry("X-Forwarded-For", "203.0.113.7")
                .containsEntry("X-Forwarded-Proto", "https")
                .containsEntry("X-Forwarded-Host", "api.example.org")
                .doesNotContainKey("X-Forwarded-Port");
        from(PROXY, "Forwarded: for=198.51.100.1, for=\"[2a00::7]:80\";proto=https;host=api.example.org\r\n");
        assertThat(session.next().headers())
                .containsEntry("X-Forwarded-For", "2a00::7")
                .containsEntry("X-Forwarded-Proto", "https")
                .doesNotContainKey("Forwarded");
    }

    @Test
    void takesNoStrangersWord() {
        from(
                STRANGER,
                "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nForwarded: for=203.0.113.8\r\n"
                        + "X-Real-IP: 203.0.113.9\r\n");
        assertThat(session.next().headers())
                .containsEntry("X-Forwarded-For", STRANGER)
                .containsEntry("X-Forwarded-Proto", "http")
                .containsEntry("X-Forwarded-Host", "x")
                .doesNotContainKeys("Forwarded", "X-Real-IP");
    }

    @Test
    void refusesWhenAProxyPassesOnTwoClients() {
        assertThat(from(PROXY, "X-Forwarded-For: 203.0.113.7\r\nForwarded: for=203.0.113.8\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("CONFLICTING_FORWARDED");
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void asksForSecureTransportOnlyOverIt() {
        assertThat(header(
                        from(PROXY, "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\n"),
                        "strict-transport-security"))
                .startsWith("max-age=63072000");
        assertThat(header(from(PROXY, "X-Forwarded-For: 203.0.113.7\r\n"), "strict-transport-security"))
                .isEmpty();
        assertThat(header(from(STRANGER, "X-Forwarded-Proto: https\r\n"), "strict-transport-security"))
                .isEmpty();
    }

    @Test
    void countsLimitsByTheClientBehindTheProxy() {
        String first = anonymousFrom(PROXY, "2001:db8:77:1::1");
        int left = Integer.parseInt(header(first, "x-ratelimit-remaining"));
        assertThat(header(anonymousFrom(PROXY, "2001:db8:77:1:ffff::2"), "x-ratelimit-remaining"))
                .as("the same /64")
                .isEqualTo(Integer.toString(left - 1));
        assertThat(header(anonymousFrom(PROXY, "2001:db8:77:2::1"), "x-ratelimit-remaining"))
                .as("another /64")
                .isEqualTo(Integer.toString(left));
    }

    @Test
    void notesForgedIdentitiesWithTheClientsAddress() {
        from(PROXY, "X-Forwarded-For: 203.0.113.42\r\nX-User-Id: 1\r\nX-Tidepool-Caller: root\r\n");
        assertThat(session.next().headers()).doesNotContainKeys("X-User-Id", "X-Tidepool-Caller", "X-Tidepool-Forged");
        Eventually.within(Duration.ofSeconds(10), () -> {
            List<JsonObject> entries = Trail.of(Organizations.OTHER, "type=header.forged");
            assertThat(entries).anySatisfy(entry -> {
                assertThat(entry.getString("clientAddress")).isEqualTo("203.0.113.42");
                assertThat(entry.getJsonObject("details").getString("headers")).isEqualTo("x-tidepool-* x-user-*");
                assertThat(entry.getJsonObject("details").getString("route")).isEqualTo("/v1/sessions");
            });
        });
    }

    @Test
    void dropsHeadersNamedByAnyConnectionHeader() {
        from(
                STRANGER,
                "Connection: close, X-One\r\nConnection: X-Two\r\nX-One: a\r\nX-Two: b\r\nX-Three: c\r\nKeep-Alive: 5\r\n");
        assertThat(session.next().headers())
                .doesNotContainKeys("X-One", "X-Two", "Keep-Alive")
                .containsEntry("X-Three", "c");
    }

    private static String from(String address, String headers) {
        try (RawClient client = RawClient.connectFrom(address)) {
            return client.send("GET /v1/sessions HTTP/1.1\r\nHost: x\r\nX-API-Key: " + Organizations.OTHER.key()
                            + "\r\n" + headers + "\r\n")
                    .readAnswer();
        }
    }

    private static String anonymousFrom(String address, String client) {
        try (RawClient raw = RawClient.connectFrom(address)) {
            return raw.send("GET /info HTTP/1.1\r\nHost: x:" + Gateway.port() + "\r\nX-Forwarded-For: " + client
                            + "\r\n\r\n")
                    .readAnswer();
        }
    }
}
