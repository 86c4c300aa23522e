package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.RawClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The edge over TLS, by the framework's certificate settings. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class TlsTest {

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @Test
    void servesAndAsksForSecureTransport() {
        try (RawClient client = RawClient.connectSecurely()) {
            String answer = client.send("GET /v1/sessions HTTP/1.1\r\nHost: localhost\r\nX-API-Key: "
                            + Organizations.MAIN.key() + "\r\n\r\n")
                    .readAnswer();
            assertThat(answer).startsWith("HTTP/1.1 200");
            assertThat(header(answer, "strict-transport-security"))
                    .isEqualTo("max-age=63072000; includeSubDomains; preload");
        }
        assertThat(session.next().headers()).containsEntry("X-Forwarded-Proto", "https");
    }

    @Test
    void refusesWhatIsNoRequest() {
        try (RawClient client = RawClient.connectSecurely()) {
            String answer = client.send("POST /v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n"
                            + "Transfer-Encoding: chunked\r\n\r\n")
                    .readToEnd();
            assertThat(answer).startsWith("HTTP/1.1 400").contains("AMBIGUOUS_LENGTH");
            assertThat(header(answer, "strict-transport-security")).isNotEmpty();
        }
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void closesAConnectionWhoseHeadersDoNotArrive() {
        try (RawClient client = RawClient.connectSecurely()) {
            assertThat(client.send("GET / HTTP/1.1\r\n").readToEnd()).startsWith("HTTP/1.1 408");
        }
    }
}
