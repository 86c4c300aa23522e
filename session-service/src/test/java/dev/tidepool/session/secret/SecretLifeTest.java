package dev.tidepool.session.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** What becomes of secrets: who is told of them, and what happens when keys change. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SecretLifeTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String VALUE = "of-the-deep-sea-17";
    private static final String HOST = "tides.example";

    @Inject
    SecretService secrets;

    @Inject
    SecretSeal seal;

    @Inject
    SecretConfig config;

    @Inject
    EventSubscriber subscriber;

    private final Api api = Api.ofNewOrganization();

    @Test
    void theOrganizationsRoomIsToldOfChangesAndNotOfValues() {
        Queue<Event> heard = new ConcurrentLinkedQueue<>();
        subscriber.subscribe(Channels.ofService("session"), event -> {
            if (event.organization().equals(api.organization())) {
                heard.add(event);
            }
        });
        // Listening is known to work once a first event came through.
        Eventually.within(SOON, () -> {
            set("TIDE_KEY");
            assertThat(heard).isNotEmpty();
        });
        api.request().delete("/v1/secrets/TIDE_KEY").then().statusCode(204);
        Eventually.within(
                SOON, () -> assertThat(heard).anyMatch(event -> event.type().equals("secret:deleted")));
        Event first = heard.element();
        assertThat(first.type()).isEqualTo("secret:set");
        assertThat(first.data().getString("name")).isEqualTo("TIDE_KEY");
        assertThat(first.data().getString("by")).isEqualTo("key:" + api.organization());
        assertThat(first.data().getJsonArray("hosts")).isEqualTo(new JsonArray().add(HOST));
        assertThat(heard).allSatisfy(event -> {
            assertThat(event.rooms()).containsExactly("organization:" + api.organization(), Event.AUDIT_ROOM);
            assertThat(event.data().encode()).doesNotContain(VALUE);
        });
    }

    @Test
    void aNewKeyTakesTheOldOnesPlaceWhenASecretIsUsed() throws IOException {
        set("TIDE_KEY");
        set("UNUSED_KEY");
        Path newer = config.keysDirectory().orElseThrow().resolve("2.key");
        Files.writeString(newer, "5a".repeat(32));
        try {
            seal.load();
            assertThat(open()).isEqualTo(VALUE);
            assertThat(Database.count("SELECT count(DISTINCT key_id) FROM session.secrets WHERE organization_id = '"
                            + api.organization() + "'"))
                    .isEqualTo(2);
            assertThat(open()).isEqualTo(VALUE);
        } finally {
            Files.delete(newer);
            seal.load();
        }
        assertThat(open()).startsWith("SECRET_UNREADABLE").doesNotContain(VALUE);
        set("TIDE_KEY");
        assertThat(open()).isEqualTo(VALUE);
    }

    private void set(String name) {
        int status = api.request()
                .body(Map.of("value", VALUE, "hosts", List.of(HOST)))
                .put("/v1/secrets/{name}", name)
                .statusCode();
        assertThat(status).isIn(200, 201);
    }

    private String open() {
        return secrets.open(api.organization(), "TIDE_KEY", HOST)
                .map(found -> found.orElse("nothing"))
                .onFailure()
                .recoverWithItem(Throwable::getMessage)
                .await()
                .indefinitely();
    }
}
