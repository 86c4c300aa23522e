package dev.tidepool.staking.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.staking.test.LocalChainResource;
import dev.tidepool.staking.test.StakingApi;
import dev.tidepool.staking.test.WebhookReceiver;
import dev.tidepool.staking.test.WebhookReceiverResource;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key is replaced while webhooks are there whose secrets it seals. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
@QuarkusTestResource(LocalChainResource.class)
@QuarkusTestResource(WebhookReceiverResource.class)
class WebhookSealTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Inject
    Pool pool;

    @Inject
    WebhookSeal seal;

    @Inject
    WebhookConfig config;

    private final StakingApi api = new StakingApi();
    private final String path = "/" + UUID.randomUUID();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @BeforeEach
    void open() {
        receiver.open();
    }

    /** The key stays: webhooks of other tests may be sealed with it by now. */
    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aSecretIsSealedAnewOnceThereIsANewerKey() {
        JsonPath webhook = api.post("/v1/staking/webhooks", Map.of("url", receiver.url(path)))
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        UUID id = UUID.fromString(webhook.getString("id"));
        String older = keyId(id);
        addKey();

        deliver(id, 1);
        assertThat(keyId(id)).isNotEqualTo(older);
        String newer = keyId(id);
        deliver(id, 2);
        assertThat(keyId(id)).isEqualTo(newer);
        assertThat(receiver.at(path))
                .allSatisfy(told -> assertThat(told.isSignedWith(webhook.getString("secret")))
                        .isTrue());
    }

    private void deliver(UUID webhook, int all) {
        sql("""
                INSERT INTO staking.webhook_deliveries (id, webhook_id, subject, type, body, next_attempt_at)
                VALUES (gen_random_uuid(), $1, gen_random_uuid()::text, 'stake_confirmed', '{}', now())""", webhook);
        Eventually.within(SOON, () -> assertThat(receiver.at(path)).hasSize(all));
    }

    private String keyId(UUID webhook) {
        return sql("SELECT key_id FROM staking.webhooks WHERE id = $1", webhook)
                .iterator()
                .next()
                .getString(0);
    }

    private RowSet<Row> sql(String statement, UUID value) {
        return pool.preparedQuery(statement).execute(Tuple.of(value)).await().atMost(SOON);
    }

    private void addKey() {
        Path directory = config.keysDirectory().orElseThrow();
        Path next = IntStream.iterate(2, number -> number + 1)
                .mapToObj(number -> directory.resolve(number + ".key"))
                .filter(Files::notExists)
                .findFirst()
                .orElseThrow();
        try {
            Files.writeString(
                    next, UUID.randomUUID().toString().replace("-", "").repeat(2));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        seal.begin(new StartupEvent());
    }
}
