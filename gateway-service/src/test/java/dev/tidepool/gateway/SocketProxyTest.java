package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SocketProxyTest {

    private static final String PATH = "/v1/sessions/1/socket";

    private StandInService session;

    @BeforeEach
    void startService() {
        session = StandInService.SESSION.start();
    }

    @Test
    void relaysMessagesBothWays() {
        try (SocketClient client = SocketClient.open(PATH, Organizations.MAIN.key())) {
            client.say("one");
            client.say("two");
            assertThat(client.next()).isEqualTo("echo one");
            assertThat(client.next()).isEqualTo("echo two");
        }
        StandInService.Received handshake = session.next();
        assertThat(handshake.headers().get("Authorization")).startsWith("Bearer eyJ");
    }

    @Test
    void passesTheServicesCloseOn() {
        try (SocketClient client = SocketClient.open(PATH, Organizations.MAIN.key())) {
            client.say("close");
            assertThat(client.closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void closesASocketWhoseMessageIsTooLong() {
        try (SocketClient client = SocketClient.open(PATH, Organizations.MAIN.key())) {
            client.say("x".repeat(10_241));
            assertThat(client.closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void closesTheServicesSideWhenTheClientLeaves() {
        SocketClient.open(PATH, Organizations.MAIN.key()).close();
        assertThat(session.nextAbandoned()).isEqualTo(PATH);
    }

    @Test
    void refusesTheUpgradeWithoutACredential() {
        assertThatThrownBy(() -> SocketClient.open(PATH, "")).hasMessageContaining("401");
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void passesTheServicesRefusalOn() {
        assertThatThrownBy(() -> SocketClient.open("/v1/sessions/refused/socket", Organizations.MAIN.key()))
                .hasMessageContaining("403");
    }
}
