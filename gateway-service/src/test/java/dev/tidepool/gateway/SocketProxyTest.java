package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawSocket;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.http.UpgradeRejectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SocketProxyTest {

    private static final String PATH = "/v1/sessions/1/socket";
    private static final String SOCKETS = "tidepool_upstream_sockets{upstream=\"session\"}";
    private static final String HUNG = "tidepool_upstream_failures_total{outcome=\"hung\",upstream=\"session\"}";
    private static final String RETRIES = "tidepool_upstream_retries_total{outcome=\"sent\",upstream=\"session\"}";

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
    void keepsNothingOfAClientThatLeavesDuringItsHandshake() {
        String path = "/v1/sessions/slow/socket";
        double found = Gateway.metric("tidepool_socket_closed_total{kind=\"proxy\",reason=\"no_pong\"}");
        RawSocket client = RawSocket.asking(path, Organizations.LEAVING.key());
        assertThat(session.next().uri()).isEqualTo(path);
        client.close();
        assertThat(session.nextAbandoned()).isEqualTo(path);
        assertThat(Gateway.metric("tidepool_socket_closed_total{kind=\"proxy\",reason=\"no_pong\"}"))
                .as("found out by pings")
                .isEqualTo(found);
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(Gateway.bodyOf(
                                        Gateway.send(Gateway.as(Organizations.LEAVING.key(), "/v1/realtime/stats")))
                                .getInteger("clients"))
                        .isZero());
    }

    @Test
    void refusesTheUpgradeWithoutACredential() {
        assertThatThrownBy(() -> SocketClient.open(PATH, "")).hasMessageContaining("401");
        assertThat(session.receivedNothing()).isTrue();
    }

    @Test
    void passesTheServicesRefusalOnWithItsStatus() {
        for (int status : new int[] {400, 403, 404, 409, 410, 429}) {
            UpgradeRejectedException refusal =
                    SocketClient.refusal("/v1/sessions/refused-" + status + "/socket", Organizations.MAIN.key());
            assertThat(refusal.getStatus()).isEqualTo(status);
            assertThat(refusal.getBody().toJsonObject().getString("code")).isEqualTo("SOCKET_REFUSED");
        }
        assertThat(SocketClient.refusal("/v1/sessions/refused-500/socket", Organizations.MAIN.key())
                        .getStatus())
                .isEqualTo(502);
    }

    @Test
    void givesUpAServiceThatHangsInTheHandshake() {
        double hung = Gateway.metric(HUNG);
        UpgradeRejectedException refusal =
                SocketClient.refusal("/v1/sessions/held/socket", Organizations.STALLED.key());
        assertThat(refusal.getStatus()).isEqualTo(504);
        assertThat(refusal.getBody().toJsonObject().getString("code")).isEqualTo("TIMEOUT");
        assertThat(Gateway.metric(HUNG)).isEqualTo(hung + 1);
        session.letIn();
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(Gateway.metric(SOCKETS)).isZero());
    }

    @Test
    void refusesOneSocketMoreThanAServiceMayHave() {
        List<SocketClient> clients = new ArrayList<>();
        try {
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> assertThat(Gateway.metric(SOCKETS)).isZero());
            for (int i = 0; i < GatewayTestResource.SOCKETS_PER_ADDRESS; i++) {
                clients.add(SocketClient.open(PATH, Organizations.LEASED.key()));
            }
            UpgradeRejectedException refusal = SocketClient.refusal(PATH, Organizations.STALLED.key());
            assertThat(refusal.getStatus()).isEqualTo(503);
            assertThat(refusal.getBody().toJsonObject().getString("detail")).contains("no room");
            clients.removeFirst().close();
            Eventually.within(
                    Duration.ofSeconds(10),
                    () -> assertThat(Gateway.metric(SOCKETS)).isEqualTo(GatewayTestResource.SOCKETS_PER_ADDRESS - 1));
            clients.add(SocketClient.open(PATH, Organizations.STALLED.key()));
        } finally {
            clients.forEach(SocketClient::close);
        }
    }

    @Test
    void saysThatAServiceIsAwayOnceItHasTriedAgain() {
        session.stop();
        double sent = Gateway.metric(RETRIES);
        UpgradeRejectedException refusal = SocketClient.refusal(PATH, Organizations.STALLED.key());
        assertThat(refusal.getStatus()).isEqualTo(503);
        assertThat(Gateway.metric(RETRIES) - sent).isBetween(1.0, 2.0);
        session.start();
        Eventually.within(Duration.ofSeconds(10), () -> {
            try {
                SocketClient.open(PATH, Organizations.STALLED.key()).close();
            } catch (IllegalStateException notYet) {
                throw new AssertionError(notYet);
            }
        });
    }

    @Test
    void passesTheClientsCloseOn() {
        SocketClient client = SocketClient.open(PATH, Organizations.MAIN.key());
        client.close(4002, "enough");
        Eventually.within(
                Duration.ofSeconds(10),
                () -> assertThat(session.nextSocketClose()).isEqualTo("4002 enough"));
    }

    @Test
    void keepsTheCredentialsToItself() {
        SocketClient.openWithSubprotocol(PATH, Organizations.MAIN.key()).close();
        StandInService.Received handshake = session.next();
        assertThat(handshake.headers().toString()).doesNotContain(Organizations.MAIN.key());
        assertThat(handshake.uri()).isEqualTo(PATH);
    }

    @Test
    void slowsTheServiceDownWhenTheClientDoesNotRead() {
        try (SocketClient client = SocketClient.open(PATH, Organizations.MAIN.key())) {
            client.say("one");
            assertThat(client.next()).isEqualTo("echo one");
            client.pause();
            client.say("flood");
            int written = session.nextStall();
            assertThat(written)
                    .as("frames of 64 KiB that the network took before the service had to wait")
                    .isLessThan(1_000);
            client.resume();
            for (int i = 0; i < 1_000; i++) {
                assertThat(client.next()).hasSize(65_536);
            }
        }
    }

    @Test
    void passesOnWhatAServiceSaidBeforeItClosed() {
        try (SocketClient client = SocketClient.open(PATH, Organizations.MAIN.key())) {
            client.pause();
            client.say("burst");
            client.resume();
            for (int i = 0; i < 200; i++) {
                assertThat(client.next()).hasSize(65_536);
            }
            assertThat(client.closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void passesOnWhatAClientSaidBeforeItClosed() {
        SocketClient client = SocketClient.open(PATH, Organizations.STREAMING_UP.key());
        client.say("slow");
        for (int i = 0; i < 1_000; i++) {
            client.tell("x".repeat(10_000));
        }
        client.tell("last");
        client.close(4002, "enough");
        assertThat(session.nextStall()).isEqualTo(1_000);
        assertThat(session.nextSocketClose()).isEqualTo("4002 enough");
    }

    @Test
    void slowsTheClientDownWhenTheServiceDoesNotReadAndGivesItUpInTheEnd() {
        try (SocketClient client = SocketClient.open(PATH, Organizations.STALLED.key())) {
            client.say("deaf");
            assertThat(client.next()).isEqualTo("deaf now");
            String message = "x".repeat(10_000);
            int sent = 0;
            while (sent < 4_000 && client.tells(message, Duration.ofMillis(500))) {
                sent++;
            }
            assertThat(sent).as("messages until the client had to wait").isLessThan(4_000);
            assertThat(client.closeCode()).isEqualTo(1011);
            assertThat(client.closeReason()).isEqualTo("stalled");
        }
    }
}
