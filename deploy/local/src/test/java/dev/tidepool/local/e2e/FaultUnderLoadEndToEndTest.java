package dev.tidepool.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.test.Slow;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The databases die by {@code kill -9} while requests go on, and come back. */
@Slow
class FaultUnderLoadEndToEndTest {

    private static final Duration RECOVERY = Duration.ofSeconds(90);
    private static final int ENOUGH = 50;
    private static final int FEW = 5;

    private final Running suite = Running.suite();
    private final Api owner = suite.owner();

    @AfterEach
    void bringAllBack() {
        suite.recover("postgres");
        suite.recover("redis");
        soon().untilAsserted(() -> assertThat(health()).isEqualTo("healthy"));
    }

    /** Redis holds nothing that a request needs: nobody may notice but the health check. */
    @Test
    void nothingFailsWhileRedisDiesAndComesBack() {
        String session = newSession();
        Load load = new Load();
        try (load) {
            load.with(4, "reads", () -> owner.get("/v1/sessions/" + session)).with(2, "writes", () -> append(session));
            awaitMore(load, "reads", 200);
            suite.stop("redis");
            soon().untilAsserted(() -> assertThat(health()).isEqualTo("degraded"));
            awaitMore(load, "reads", 200);
            awaitMore(load, "writes", 201);
            suite.recover("redis");
            soon().untilAsserted(() -> assertThat(health()).isEqualTo("healthy"));
            awaitMore(load, "reads", 200);
        }
        assertThat(load.counts().keySet()).containsExactlyInAnyOrder("reads 200", "writes 201");
        everythingAcknowledgedIsThere(session, load.acknowledged("writes"));
    }

    /** What needs no database goes on; what does is refused as unavailable, and takes up again by itself. */
    @Test
    void onlyWhatNeedsPostgresFailsWhileItDiesAndComesBack() {
        String session = newSession();
        KeyChurn keys = new KeyChurn(owner);
        Load load = new Load();
        try (load) {
            load.with(2, "reads", () -> owner.get("/v1/sessions/" + session))
                    .with(2, "writes", () -> append(session))
                    .with(1, "keys", keys::next)
                    .with(1, "probes", () -> suite.anonymous().get("/health/live"))
                    .with(1, "models", () -> owner.get("/v1/models"));
            awaitMore(load, "writes", 201);
            awaitMore(load, "keys", 201, FEW);
            suite.stop("postgres");
            soon().untilAsserted(() ->
                    assertThat(suite.anonymous().get("/health").status()).isEqualTo(503));
            suite.anonymous().get("/health/ready").expect(503);
            suite.anonymous().get("/health/live").expect(200);
            awaitMore(load, "probes", 200);
            suite.recover("postgres");
            awaitMore(load, "reads", 200);
            awaitMore(load, "writes", 201);
            awaitMore(load, "models", 200);
            awaitMore(load, "keys", 201, FEW);
        }
        assertThat(statuses(load, "probes")).as(load.counts().toString()).containsExactly(200);
        // It asks no database itself, but its key has to be looked up once it is no longer remembered.
        assertThat(statuses(load, "models")).as(load.counts().toString()).isSubsetOf(200, 503);
        assertThat(statuses(load, "reads")).as(load.counts().toString()).isSubsetOf(200, 503, 504);
        assertThat(statuses(load, "writes")).as(load.counts().toString()).isSubsetOf(201, 503, 504);
        assertThat(statuses(load, "keys")).as(load.counts().toString()).isSubsetOf(201, 503);
        everythingAcknowledgedIsThere(session, load.acknowledged("writes"));
        keys.everythingAcknowledgedHappened(load.acknowledged("keys"));
    }

    private String newSession() {
        return owner.post("/v1/sessions", "{\"label\":\"under load\"}")
                .expect(201)
                .text("id");
    }

    private Answer append(String session) {
        return owner.post("/v1/sessions/" + session + "/messages", "{\"role\":\"user\",\"content\":\"kept\"}");
    }

    private String health() {
        return suite.anonymous().get("/health").text("status");
    }

    private static ConditionFactory soon() {
        return Awaitility.await().atMost(RECOVERY).pollInterval(Duration.ofMillis(100));
    }

    private static void awaitMore(Load load, String name, int status) {
        awaitMore(load, name, status, ENOUGH);
    }

    private static void awaitMore(Load load, String name, int status, int more) {
        int before = load.count(name, status);
        Awaitility.await()
                .atMost(RECOVERY)
                .untilAsserted(() -> assertThat(load.count(name, status))
                        .as("%s: %s", name, load.counts())
                        .isGreaterThan(before + more));
    }

    private static Set<Integer> statuses(Load load, String name) {
        Set<Integer> statuses = new TreeSet<>();
        load.counts().keySet().stream()
                .filter(key -> key.startsWith(name + " "))
                .forEach(key -> statuses.add(Integer.parseInt(key.substring(name.length() + 1))));
        return statuses;
    }

    private void everythingAcknowledgedIsThere(String session, List<Answer> acknowledged) {
        Set<String> stored = new TreeSet<>();
        String cursor = "";
        do {
            Answer page = owner.get("/v1/sessions/" + session + "/messages?limit=100" + cursor)
                    .expect(200);
            page.json()
                    .path("items")
                    .forEach(message -> stored.add(message.path("id").asText()));
            cursor = "&cursor=" + page.text("nextCursor");
        } while (cursor.length() > "&cursor=".length() && !cursor.endsWith("null"));
        assertThat(acknowledged).isNotEmpty();
        assertThat(stored)
                .containsAll(
                        acknowledged.stream().map(answer -> answer.text("id")).toList());
    }
}
