package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidepool.kernel.test.RawPeer;
import dev.tidepool.kernel.test.Slow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.WebSocket;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Clients of the packaged gateway's hub that send too much, or read nothing. */
@EnabledOnOs(OS.LINUX)
@Slow
class SocketFaultEndToEndTest {

    private static final int LIMIT = 10_240;
    private static final int SMALL_BUFFER = 4096;
    private static final String LARGE = "x".repeat(200_000);

    private static SecondGateway gateway;

    private final Running suite = Running.suite();

    @BeforeAll
    static void startAnotherGateway() throws IOException {
        gateway = SecondGateway.startBeside(Running.suite().process("gateway"));
    }

    @AfterAll
    static void stopIt() {
        gateway.close();
    }

    /** Its header alone is enough: nothing of what it announces is waited for. */
    @Test
    void aFrameThatIsFarTooLongIsRefusedAtItsHeader() {
        try (RawPeer client = open()) {
            client.send(new byte[] {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0});
            assertThat(client.next(RawPeer.CLOSE).closeCode()).isEqualTo(1009);
        }
        try (RawPeer client = open()) {
            client.frame(RawPeer.TEXT, true, "x".repeat(65_000));
            assertThat(client.next(RawPeer.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageIsCountedOverAllItsFrames() {
        try (RawPeer client = open()) {
            String ping = "{\"type\":\"ping\",\"padding\":\"\"}";
            String whole = ping.replace("\"\"}", "\"" + "x".repeat(LIMIT - ping.length()) + "\"}");
            client.frame(RawPeer.TEXT, false, whole.substring(0, LIMIT / 2));
            client.frame(RawPeer.CONTINUATION, true, whole.substring(LIMIT / 2));
            assertThat(client.next(RawPeer.TEXT).text()).as("exactly the limit").contains("pong");
            client.frame(RawPeer.TEXT, false, "x".repeat(LIMIT / 2));
            client.frame(RawPeer.CONTINUATION, false, "x".repeat(LIMIT / 2));
            client.frame(RawPeer.CONTINUATION, false, "x");
            assertThat(client.next(RawPeer.CLOSE).closeCode()).isEqualTo(1009);
        }
    }

    /** It is cut off in the end, and nobody else misses a thing. */
    @Test
    void aSubscriberThatNeverReadsIsCutAndTheOthersAreServed() throws IOException {
        Rooms others = new Rooms();
        try (RawPeer deaf = open(SMALL_BUFFER);
                RoomChannel channel = channel()) {
            subscribe(deaf, "post:flood");
            WebSocket other = gateway.as(suite.variable("TIDEPOOL_API_KEY")).socket("/v1/realtime", others);
            others.join(other, "post:heard");
            double lagged = lagged();
            for (int number = 0; lagged() == lagged; number++) {
                assertThat(number).as("rounds until it is noticed").isLessThan(100);
                for (int event = 0; event < 10; event++) {
                    channel.publish("post:flood", LARGE);
                }
            }
            channel.publish("post:heard", "after");
            assertThat(others.awaitEvent("thing:happened").toString()).contains("after");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThatThrownBy(() -> deaf.send(new byte[0x4000]))
                            .as("its connection is gone")
                            .isInstanceOf(UncheckedIOException.class));
            assertThat(other.isOutputClosed()).isFalse();
            other.abort();
        }
    }

    @Test
    void oneThatReadsAgainInTimeIsToldWhatHappened() throws IOException {
        try (RawPeer slow = open(SMALL_BUFFER);
                RoomChannel channel = channel()) {
            subscribe(slow, "post:torrent");
            double lagged = lagged();
            for (int number = 0; lagged() == lagged; number++) {
                assertThat(number).as("rounds until it is noticed").isLessThan(200);
                for (int event = 0; event < 4; event++) {
                    channel.publish("post:torrent", LARGE);
                }
            }
            String last = "";
            RawPeer.Frame frame = slow.next();
            while (frame.opcode() != RawPeer.CLOSE) {
                last = frame.opcode() == RawPeer.TEXT ? frame.text() : last;
                frame = slow.next();
            }
            assertThat(last).contains("\"code\":\"lagged\"");
            assertThat(frame.closeCode()).isEqualTo(1013);
            assertThat(frame.text()).endsWith("lagged");
        }
    }

    private RawPeer open() {
        return open(0);
    }

    /** A WebSocket that has taken its greeting. */
    private RawPeer open(int receiveBuffer) {
        RawPeer opened = RawPeer.connect(gateway.port(), receiveBuffer)
                .ask("/v1/realtime", suite.variable("TIDEPOOL_API_KEY"))
                .awaitUpgrade();
        opened.next(RawPeer.TEXT);
        return opened;
    }

    private static void subscribe(RawPeer client, String room) {
        client.frame(RawPeer.TEXT, true, "{\"type\":\"subscribe\",\"room\":\"" + room + "\"}");
        assertThat(client.next(RawPeer.TEXT).text()).contains("subscribed");
    }

    private RoomChannel channel() throws IOException {
        String organization = suite.owner().get("/v1/auth/me").expect(200).text("organization.id");
        return new RoomChannel(gateway.variable("TIDEPOOL_REDIS_URL"), organization);
    }

    private static double lagged() {
        return gateway.metric("tidepool_realtime_events_total", "outcome=\"lagged\"");
    }
}
