package dev.tidepool.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.gateway.support.GatewayTestResource;
import dev.tidepool.gateway.support.Organizations;
import dev.tidepool.gateway.support.SocketClient;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credentials in messages. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(GatewayTestResource.class)
class SocketLoginTest {

    private static final String HUB = "/v1/realtime";

    @Test
    void takesTheCredentialInTheFirstMessage() {
        try (SocketClient client = openForNobody()) {
            authenticate(client, Organizations.MAIN.key());
            // Sent before the answer to the first one has come: it is read after it.
            client.say("subscribe", "post:1");
            assertThat(client.nextJson().getString("type")).isEqualTo("authenticated");
            assertThat(client.nextJson().getString("type")).isEqualTo("subscribed");
        }
    }

    @Test
    void letsNobodyListenWithoutOne() {
        try (SocketClient client = openForNobody()) {
            client.say("subscribe", "post:1");
            assertThat(client.nextJson().getString("code")).isEqualTo("unauthenticated");
        }
    }

    @Test
    void closesASocketOfNobodyThatSendsMoreThanACredentialTakes() {
        try (SocketClient client = openForNobody()) {
            for (int i = 0; i < 10; i++) {
                client.say("{\"type\":\"subscribe\",\"room\":null}");
                assertThat(client.nextJson().getString("code")).isEqualTo("unauthenticated");
            }
            client.say("{\"type\":\"ping\"}");
            assertThat(client.closeCode()).isEqualTo(1008);
            assertThat(client.closeReason()).isEqualTo("rate_limited");
        }
    }

    @Test
    void waitsForItOnlySoLong() {
        try (SocketClient client = openForNobody()) {
            assertThat(client.closeCode()).isEqualTo(1008);
        }
    }

    @Test
    void closesASocketWhoseFirstCredentialIsBad() {
        for (String text : List.of("", "nonsense", "tidepool_" + "0".repeat(64), "eyJhbGciOiJub25lIn0.e30.")) {
            try (SocketClient client = openForNobody()) {
                authenticate(client, text);
                assertThat(client.nextJson().getString("code")).as(text).isEqualTo("unauthenticated");
                assertThat(client.closeCode()).as(text).isEqualTo(1008);
            }
        }
    }

    @Test
    void goesOnWithAFreshCredentialOfTheSameCallerOnly() {
        try (SocketClient client = SocketClient.open(HUB, Organizations.MAIN.key())) {
            assertThat(client.nextJson().getString("type")).isEqualTo("connected");
            authenticate(client, Organizations.MAIN.key());
            assertThat(client.nextJson().getString("type")).isEqualTo("authenticated");
            authenticate(client, Organizations.OTHER.key());
            assertThat(client.nextJson().getString("code")).isEqualTo("forbidden");
            authenticate(client, "nonsense");
            assertThat(client.nextJson().getString("code")).isEqualTo("unauthenticated");
            client.subscribe("post:1");
        }
    }

    @Test
    void countsAgainstTheTierLikeAnyOther() {
        List<SocketClient> open = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                open.add(SocketClient.open(HUB, Organizations.SOCKETS_LATE.key()));
            }
            SocketClient late = openForNobody();
            open.add(late);
            authenticate(late, Organizations.SOCKETS_LATE.key());
            JsonObject refusal = late.nextJson();
            assertThat(refusal.getString("code")).isEqualTo("too_many_sockets");
            assertThat(refusal.getLong("retryAfter")).isEqualTo(10);
            assertThat(late.closeCode()).isEqualTo(1013);
        } finally {
            open.forEach(SocketClient::close);
        }
    }

    private static SocketClient openForNobody() {
        SocketClient client = SocketClient.open(HUB, "");
        assertThat(client.nextJson().getString("type")).isEqualTo("connected");
        return client;
    }

    private static void authenticate(SocketClient client, String token) {
        client.say(new JsonObject()
                .put("type", "authenticate")
                .put("payload", new JsonObject().put("token", token))
                .encode());
    }
}
