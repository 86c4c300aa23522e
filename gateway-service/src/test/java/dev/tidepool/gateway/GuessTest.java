package dev.tidepool.gateway;

import static dev.tidepool.gateway.support.Gateway.managementUri;
import static dev.tidepool.gateway.support.Gateway.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.Gateway;
import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Keys;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Guessing at keys, each time from an address of its own. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class GuessTest {

    private static final int ANONYMOUS_PER_MINUTE = 60;

    @Test
    void refusesToLookUpMoreThanSoManyUnknownKeys() {
        HttpClient guesser = at("127.0.2.1");
        double before = lookUps("unknown");
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < ANONYMOUS_PER_MINUTE + 40; i++) {
            statuses.add(status(guesser, guess(i)));
        }
        assertThat(statuses.subList(0, ANONYMOUS_PER_MINUTE)).containsOnly(401);
        assertThat(statuses.subList(ANONYMOUS_PER_MINUTE, statuses.size())).containsOnly(429);
        assertThat(lookUps("unknown") - before)
                .as("the one too many was looked up")
                .isEqualTo(ANONYMOUS_PER_MINUTE + 1);
    }

    @Test
    void tellsAGuesserWhenToComeBack() throws IOException, InterruptedException {
        HttpClient guesser = at("127.0.2.2");
        for (int i = 0; i < ANONYMOUS_PER_MINUTE; i++) {
            status(guesser, "nonsense");
        }
        HttpResponse<String> refused = guesser.send(request("nonsense"), BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Gateway.bodyOf(refused).getString("code")).isEqualTo("RATE_LIMITED");
        assertThat(Integer.parseInt(Gateway.header(refused, "retry-after"))).isBetween(1, 61);
    }

    @Test
    void looksARepeatedKeyUpOnce() {
        HttpClient guesser = at("127.0.2.3");
        double before = lookUps("unknown");
        for (int i = 0; i < 20; i++) {
            assertThat(status(guesser, guess(1_000_000))).isEqualTo(401);
        }
        assertThat(lookUps("unknown") - before).isOne();
    }

    @Test
    void letsRememberedKeysBehindTheSameAddressPass() {
        HttpClient shared = at("127.0.2.4");
        assertThat(status(shared, Organizations.OTHER.key())).isEqualTo(200);
        String fresh = Keys.create(Organizations.OTHER.key(), Keys.wanted("not yet seen", "chat:read"))
                .getString("apiKey");
        for (int i = 0; i < ANONYMOUS_PER_MINUTE + 2; i++) {
            status(shared, guess(2_000_000 + i));
        }
        assertThat(status(shared, Organizations.OTHER.key())).isEqualTo(200);
        assertThat(status(shared, fresh))
                .as("not while somebody guesses from there")
                .isEqualTo(429);
        assertThat(status(at("127.0.2.5"), fresh)).isEqualTo(200);
        assertThat(status(shared, fresh)).as("known by now").isEqualTo(200);
    }

    private static String guess(int number) {
        return "tidepool_" + String.format(Locale.ROOT, "%064x", number + 0xdef000000L);
    }

    private static double lookUps(String outcome) {
        return send(HttpRequest.newBuilder(managementUri("/q/metrics")))
                .body()
                .lines()
                .filter(line -> line.startsWith("tidepool_apikey_lookups_total{outcome=\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static HttpClient at(String address) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(address))
                .build();
    }

    private static HttpRequest request(String credential) {
        return Gateway.as(credential, "/v1/usage").build();
    }

    private static int status(HttpClient client, String credential) {
        try {
            return client.send(request(credential), BodyHandlers.ofString()).statusCode();
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
