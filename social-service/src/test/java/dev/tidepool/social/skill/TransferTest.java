package dev.tidepool.social.skill;

import static dev.tidepool.social.skill.SkillShares.SKILLS;
import static dev.tidepool.social.skill.SkillShares.freshSlug;
import static dev.tidepool.social.skill.SkillShares.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.kernel.test.Zips;
import dev.tidepool.social.test.GatewayStandIn;
import dev.tidepool.social.test.SocialClient;
import dev.tidepool.social.test.SocialClient.Answer;
import dev.tidepool.social.test.SocialClient.TestAgent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/** Archives in memory are bounded, however slowly they come and go. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayStandIn.class)
class TransferTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    TransferPlaces places;

    @Inject
    SkillConfig limits;

    private final SocialClient client = new SocialClient();
    private final SkillShares shares = new SkillShares(client);
    private final String slug = freshSlug();

    @Test
    void aDownloadHoldsItsPlaceUntilItsReaderHasIt() throws IOException {
        TestAgent agent = large();
        try (Socket slow = open()) {
            send(
                    slow,
                    "GET " + SKILLS + "/" + slug + "/download HTTP/1.1\r\nHost: x\r\nAuthorization: " + agent.bearer()
                            + "\r\n\r\n");
            assertThat(new String(slow.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 200");
            assertThat(places.held()).isEqualTo(1);
        }
        Eventually.within(SOON, () -> assertThat(places.held()).isZero());
        assertThat(client.text(SKILLS + "/" + slug + "/download", agent.bearer())
                        .status())
                .isEqualTo(200);
        Eventually.within(SOON, () -> assertThat(places.held()).isZero());
    }

    /** Before its body is read: the archives of those who send slowly are not in memory beyond the bound. */
    @Test
    void anUploadTakesItsPlaceBeforeItsBodyIsRead() throws IOException {
        TestAgent agent = client.register();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int number = 0; number < limits.maxHeldTransfers(); number++) {
                Socket socket = open();
                slow.add(socket);
                send(
                        socket,
                        "POST " + SKILLS + "?version=1.0.0 HTTP/1.1\r\nHost: x\r\nAuthorization: " + agent.bearer()
                                + "\r\nContent-Type: application/zip\r\nContent-Length: 1000000\r\n\r\nPK");
            }
            Eventually.within(SOON, () -> assertThat(places.held()).isEqualTo(limits.maxHeldTransfers()));
            Answer refused = shares.publish(agent, slug, "1.0.0");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.body().getString("code")).isEqualTo("SKILL_BUSY");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(client.get("/clawhub/api/v1/download?slug=" + slug, agent.bearer())
                            .status())
                    .isEqualTo(503);
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
        Eventually.within(SOON, () -> assertThat(places.held()).isZero());
        assertThat(shares.publish(agent, slug, "1.0.0").status()).isEqualTo(201);
    }

    /** Larger than what the system takes for a reader that does not read. */
    private TestAgent large() {
        TestAgent agent = client.register();
        Zips zip = Zips.zip().with("SKILL.md", manifest(slug, "Look."));
        Random random = new Random(1);
        for (int number = 0; number < 7; number++) {
            byte[] content = new byte[1 << 20];
            random.nextBytes(content);
            zip.with("data" + number, content);
        }
        assertThat(shares.publish(agent, "1.0.0", zip.bytes()).status()).isEqualTo(201);
        Eventually.within(SOON, () -> assertThat(places.held()).isZero());
        return agent;
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout((int) SOON.toMillis());
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        socket.connect(new InetSocketAddress("127.0.0.1", port));
        return socket;
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
