package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawSocket;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the hub does with frames that no ordinary client sends. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SocketFrameTest {

    @Test
    void readsAMessageInManyFrames() {
        try (RawSocket client = open()) {
            client.text(true, false, "{\"type\"");
            client.frame(RawSocket.PING, true, new byte[0]);
            client.text(false, false, "");
            client.text(false, false, ":\"pi");
            client.text(false, true, "ng\"}");
            assertThat(client.next(RawSocket.TEXT).text()).isEqualTo("{\"type\":\"pong\"}");
        }
    }

    @Test
    void countsAMessageInManyFramesAsOne() {
        try (RawSocket client = open()) {
            client.text(true, false, "x".repeat(5_120));
            client.text(false, false, "x".repeat(5_120));
            client.text(false, false, "x");
            assertThat(client.next(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void takesAMessageOfExactlyTheLimit() {
        try (RawSocket client = open()) {
            String json = "{\"type\":\"ping\",\"padding\":\"\"}";
            client.text(true, true, json.replace("\"\"}", "\"" + "x".repeat(10_240 - json.length()) + "\"}"));
            assertThat(client.next(RawSocket.TEXT).text()).contains("pong");
        }
    }

    @Test
    void closesASocketWhoseMessageNeverEnds() {
        try (RawSocket client = open()) {
            client.text(true, false, "");
            byte[] empty = {0, (byte) 0x80, 0, 0, 0, 0};
            byte[] many = new byte[empty.length * 20_000];
            for (int i = 0; i < many.length; i++) {
                many[i] = empty[i % empty.length];
            }
            client.send(many);
            assertThat(client.next(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void breaksOffAFrameThatIsFarTooLong() {
        try (RawSocket client = open()) {
            // The header alone: a mebibyte is announced, nothing of it is waited for.
            client.send(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0});
            assertThat(client.next(RawSocket.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void breaksOffGarbage() {
        try (RawSocket client = open()) {
            client.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(client.next(RawSocket.CLOSE).closeCode()).isEqualTo(1002);
        }
    }

    @Test
    void asksForASignOfLifeAndDropsThoseWhoGiveNone() {
        try (RawSocket client = open()) {
            assertThat(client.next(RawSocket.PING).payload()).isEmpty();
            assertThat(client.next(RawSocket.PING).payload()).isEmpty();
            RawSocket.Frame end = client.next(RawSocket.CLOSE);
            assertThat(end.closeCode()).isEqualTo(1001);
            assertThat(end.text()).endsWith("no_pong");
        }
    }

    @Test
    void dropsAClientThatPingsAndNeverReads() {
        try (RawSocket client = open()) {
            byte[] ping = new byte[131];
            ping[0] = (byte) 0x89;
            ping[1] = (byte) (0x80 | 125);
            byte[] many = new byte[ping.length * 500];
            for (int i = 0; i < many.length; i++) {
                many[i] = ping[i % ping.length];
            }
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            client.send(many);
                        }
                    })
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    private static RawSocket open() {
        RawSocket client = RawSocket.open("/v1/realtime", Organizations.MAIN.key());
        assertThat(client.next(RawSocket.TEXT).text()).contains("connected");
        return client;
    }
}
