package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.as;
import static dev.tidepool.gateway.support.Gateway.header;
import static dev.tidepool.gateway.support.Gateway.json;
import static dev.tidepool.gateway.support.Gateway.send;
import static dev.tidepool.gateway.support.Gateway.statusOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.FaultyService;
import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.InstanceProcess;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.RawClient;
import dev.tidepool.gateway.support.StandInService;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A service of two instances, as {@code TIDEPOOL_SOCIAL_URL=url,url} names them. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class UpstreamAddressTest {

    private static final int CLIENTS = 8;
    private static final int REQUESTS_EACH = 100;

    @AfterEach
    void stopServices() {
        StandInService.SOCIAL.stop();
        StandInService.SOCIAL_TWIN.stop();
    }

    @Test
    void sharesRequestsAmongTheInstances() {
        StandInService.SOCIAL.start();
        StandInService.SOCIAL_TWIN.start();
        Eventually.within(Duration.ofSeconds(10), () -> {
            assertThat(statusOf(posts())).isEqualTo(200);
            assertThat(StandInService.SOCIAL.receivedNothing()).isFalse();
            assertThat(StandInService.SOCIAL_TWIN.receivedNothing()).isFalse();
        });
    }

    @Test
    void leavesADeadInstanceAloneAndComesBackToIt() {
        StandInService.SOCIAL.start();
        StandInService.SOCIAL_TWIN.stop();
        Eventually.within(Duration.ofSeconds(20), () -> {
            assertThat(statusOf(posts())).isEqualTo(200);
            assertThat(statusOf(json(posts(), "POST", "{}")))
                    .as("a write that never left may go elsewhere")
                    .isEqualTo(200);
            assertThat(metrics()).contains("tidepool_upstream_addresses{state=\"ejected\",upstream=\"social\"} 1.0");
        });
        assertThat(metrics()).contains("tidepool_breaker_state{upstream=\"social\"} 0.0");
        StandInService.SOCIAL_TWIN.start();
        Eventually.within(Duration.ofSeconds(20), () -> {
            assertThat(statusOf(posts())).isEqualTo(200);
            assertThat(StandInService.SOCIAL_TWIN.receivedNothing()).isFalse();
        });
        assertThat(metrics()).contains("tidepool_upstream_addresses{state=\"in_use\",upstream=\"social\"} 2.0");
    }

    @Test
    void losesNoReadWhenAnInstanceIsKilled() throws InterruptedException, ExecutionException {
        try (InstanceProcess first = InstanceProcess.inPlaceOf(StandInService.SOCIAL);
                InstanceProcess second = InstanceProcess.inPlaceOf(StandInService.SOCIAL_TWIN);
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            Eventually.within(
                    Duration.ofSeconds(10), () -> assertThat(statusOf(posts())).isEqualTo(200));
            AtomicInteger answered = new AtomicInteger();
            List<Future<List<Integer>>> all = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> clients.submit(() -> IntStream.range(0, REQUESTS_EACH)
                            .map(request -> {
                                if (answered.incrementAndGet() == CLIENTS * REQUESTS_EACH / 3) {
                                    second.kill();
                                }
                                return statusOf(posts());
                            })
                            .boxed()
                            .toList()))
                    .toList();
            for (Future<List<Integer>> statuses : all) {
                assertThat(statuses.get()).containsOnly(200).hasSize(REQUESTS_EACH);
            }
            assertThat(retries()).isPositive();
            first.kill();
        }
    }

    @Test
    void asksWhoHasLeastToDo() {
        int loops = 2 * Runtime.getRuntime().availableProcessors();
        AtomicBoolean slow = new AtomicBoolean();
        List<RawClient> clients = new ArrayList<>();
        try (FaultyService busy = FaultyService.inPlaceOf(
                        StandInService.SOCIAL, (connection, before) -> answer(connection, slow.get()));
                FaultyService idle = FaultyService.inPlaceOf(
                        StandInService.SOCIAL_TWIN, (connection, before) -> FaultyService.answer(connection))) {
            Eventually.within(Duration.ofSeconds(20), () -> {
                assertThat(statusOf(posts())).isEqualTo(200);
                assertThat(metrics()).contains("tidepool_upstream_addresses{state=\"in_use\",upstream=\"social\"} 2.0");
            });
            slow.set(true);
            int before = busy.heads().size();
            for (int request = 0; request < 10 * loops; request++) {
                RawClient client = RawClient.connect();
                clients.add(client);
                client.send("GET /api/v1/posts HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                        + Organizations.FAILOVER.key() + "\r\n\r\n");
                assertThat(client.readHead()).startsWith("HTTP/1.1 200 ");
            }
            assertThat(busy.heads().size() - before)
                    .as("each event loop has one request there and asks the other from then on")
                    .isLessThanOrEqualTo(loops);
            assertThat(idle.heads()).hasSizeGreaterThanOrEqualTo(9 * loops);
        } finally {
            clients.forEach(RawClient::close);
        }
    }

    /** A slow answer goes on as long as somebody takes it. */
    private static void answer(Socket connection, boolean slowly) throws IOException {
        if (!slowly) {
            FaultyService.answer(connection);
            return;
        }
        FaultyService.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        while (!connection.isClosed()) {
            FaultyService.write(connection, "x");
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void saysHowLongTheServiceTookAndHowLongTheGateway() {
        StandInService.SOCIAL.start();
        assertThat(header(send(posts()), "server-timing"))
                .matches("upstream;dur=\\d+\\.\\d{3}, gateway;dur=\\d+\\.\\d{3}");
        assertThat(header(send(Gateway.anonymous("/info")), "server-timing")).matches("gateway;dur=\\d+\\.\\d{3}");
    }

    private static HttpRequest.Builder posts() {
        return as(Organizations.FAILOVER.key(), "/api/v1/posts");
    }

    private static double retries() {
        return metrics()
                .lines()
                .filter(line ->
                        line.startsWith("tidepool_upstream_retries_total{outcome=\"sent\",upstream=\"social\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static String metrics() {
        return send(HttpRequest.newBuilder(Gateway.managementUri("/q/metrics"))).body();
    }
}
