package dev.tidepool.session.quota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.caller.Tier;
import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An organisation of the smallest tier: 100 sessions and 10,000 messages a month, 5 sessions open at once. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class QuotaLimitTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    MessageQuota messages;

    @Inject
    EventSubscriber subscriber;

    private final Api api = Api.ofTier(Tier.OPEN_SOURCE);

    @Test
    void admitsExactlyAsManyOpenSessionsAsTheTierAllows() throws Exception {
        List<Integer> statuses = atOnce(30, number -> api.create(Map.of()).statusCode());
        assertThat(statuses).containsOnly(201, 403);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(5);
        api.create(Map.of())
                .then()
                .statusCode(403)
                .body("code", equalTo("QUOTA_EXCEEDED"))
                .body("quota", equalTo("concurrentSessions"))
                .body("limit", equalTo(5));
    }

    @Test
    void aSessionThatEndedMakesRoomForAnother() {
        String first = api.createSession();
        String second = api.createSession();
        Database.letFallIdle(api.createSession());
        api.createSession();
        api.createSession();
        api.create(Map.of()).then().statusCode(403);
        api.request().post("/v1/sessions/{id}/close", first).then().statusCode(200);
        api.createSession();
        api.create(Map.of()).then().statusCode(403);
        Database.letExpire(second);
        api.createSession();
    }

    @Test
    void refusesTheSessionAfterTheMonthsLastUntilTheMonthEnds() {
        api.createSession();
        setUsed("sessions", 99);
        api.createSession();
        api.create(Map.of())
                .then()
                .statusCode(403)
                .body("code", equalTo("QUOTA_EXCEEDED"))
                .body("quota", equalTo("sessions"))
                .body("limit", equalTo(100))
                .body("resetsAt", equalTo(endOfMonth()));
    }

    @Test
    void admitsExactlyAsManyMessagesAsTheMonthHasLeft() throws Exception {
        String session = api.createSession();
        setUsed("messages", 9_990);
        List<Integer> statuses =
                atOnce(40, number -> api.say(session, "message " + number).statusCode());
        assertThat(statuses).containsOnly(201, 403);
        assertThat(statuses.stream().filter(status -> status == 201)).hasSize(10);
        api.say(session, "one more")
                .then()
                .statusCode(403)
                .body("quota", equalTo("messages"))
                .body("resetsAt", equalTo(endOfMonth()));
        api.messages(session).then().body("items.size()", equalTo(10));
    }

    @Test
    void whatWasAcknowledgedIsAnsweredAgainWithoutAQuota() {
        String session = api.createSession();
        Map<String, String> message = Map.of("role", "user", "content", "hello", "idempotencyKey", "k");
        String id =
                api.append(session, message).then().statusCode(201).extract().path("id");
        exhaust();
        api.append(session, message).then().statusCode(200).body("id", equalTo(id));
        api.append(session, Map.of("role", "user", "content", "other", "idempotencyKey", "k"))
                .then()
                .statusCode(409);
        api.append(session, Map.of("role", "user", "content", "new", "idempotencyKey", "l"))
                .then()
                .statusCode(403);
    }

    @Test
    void asksNoModelForAnAnswerThatCouldNotBeKept() {
        String session = api.createSession();
        exhaust();
        Map<String, Object> chat =
                Map.of("model", "tidepool-offline", "messages", List.of(Map.of("role", "user", "content", "hi")));
        api.request()
                .header("X-Session-Id", session)
                .body(chat)
                .post("/v1/chat/completions")
                .then()
                .statusCode(403)
                .body("error.code", equalTo("quota_exceeded"));
        api.chat(chat).then().statusCode(200);
        api.messages(session).then().body("items.size()", equalTo(0));
    }

    @Test
    void countsWhatAChatStoresAndNothingOfARefusedOne() {
        String session = api.createSession();
        api.request()
                .header("X-Session-Id", session)
                .body(Map.of("messages", List.of(Map.of("role", "user", "content", "hi"))))
                .post("/v1/chat/completions")
                .then()
                .statusCode(200);
        api.request()
                .header("X-Session-Id", session)
                .body(Map.of("model", "unknown", "messages", List.of(Map.of("role", "user", "content", "hi"))))
                .post("/v1/chat/completions")
                .then()
                .statusCode(400);
        api.say(session, "").then().statusCode(400);
        Eventually.within(SOON, () -> assertThat(used("messages")).isEqualTo(2));
    }

    @Test
    void tellsOnceOfFourFifthsAndOnceOfAll() {
        Queue<Event> told = new ConcurrentLinkedQueue<>();
        subscriber.subscribe(Channels.ofService("session"), event -> {
            if (event.organization().equals(api.organization())) {
                told.add(event);
            }
        });
        Eventually.within(SOON, () -> {
            api.request().post("/v1/sessions/{id}/close", api.createSession());
            assertThat(told).isNotEmpty();
        });
        setUsed("sessions", 78);
        for (int number = 79; number <= 82; number++) {
            api.request().post("/v1/sessions/{id}/close", api.createSession());
        }
        setUsed("sessions", 99);
        api.createSession();
        api.create(Map.of()).then().statusCode(403);
        Eventually.within(
                SOON,
                () -> assertThat(told)
                        .filteredOn(event -> event.type().equals("quota:reached"))
                        .extracting(event -> event.data().getString("quota") + " "
                                + event.data().getInteger("percent") + " "
                                + event.data().getLong("used"))
                        .containsExactly("sessions 80 80", "sessions 100 100"));
        assertThat(told)
                .filteredOn(event -> event.type().equals("quota:reached"))
                .allSatisfy(event -> assertThat(event.rooms()).containsExactly("organization:" + api.organization()));
    }

    @Test
    void anInstanceThatStopsGivesBackWhatItDidNotUse() throws Throwable {
        api.say(api.createSession(), "hello").then().statusCode(201);
        assertThat(stored("messages")).as("a block is set aside").isEqualTo(50);
        assertThat(used("messages")).isEqualTo(1);
        messages.giveAllBack(new ShutdownEvent());
        assertThat(stored("messages")).isEqualTo(1);
        assertThat(used("messages")).isEqualTo(1);
    }

    private void exhaust() {
        try {
            messages.giveAllBack(new ShutdownEvent());
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
        setUsed("messages", 10_000);
    }

    private void setUsed(String quota, long used) {
        Database.run(
                "INSERT INTO session.quota_use AS u (organization_id, month, %1$s) VALUES ('%2$s', '%3$s-01', %4$d)"
                                .formatted(quota, api.organization(), month(), used)
                        + " ON CONFLICT (organization_id, month) DO UPDATE SET %1$s = %2$d".formatted(quota, used));
    }

    private long stored(String quota) {
        return Database.count(
                "SELECT %s FROM session.quota_use WHERE organization_id = '%s'".formatted(quota, api.organization()));
    }

    private long used(String quota) {
        return api.request()
                .get("/internal/quotas")
                .jsonPath()
                .getLong("quotas.find { it.name == '" + quota + "' }.used");
    }

    /** As the service sees it. */
    private String month() {
        return api.request().get("/internal/quotas").path("month");
    }

    private String endOfMonth() {
        return api.request().get("/internal/quotas").path("resetsAt");
    }

    private static List<Integer> atOnce(int requests, java.util.function.IntFunction<Integer> request)
            throws Exception {
        List<Callable<Integer>> all = IntStream.range(0, requests)
                .<Callable<Integer>>mapToObj(number -> () -> request.apply(number))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(10)) {
            List<Integer> statuses = new java.util.ArrayList<>();
            for (Future<Integer> status : threads.invokeAll(all)) {
                statuses.add(status.get());
            }
            return statuses;
        }
    }
}
