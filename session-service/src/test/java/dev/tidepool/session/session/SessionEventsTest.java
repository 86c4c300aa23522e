package dev.tidepool.session.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.event.Channels;
import dev.tidepool.kernel.event.Event;
import dev.tidepool.kernel.event.EventSubscriber;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import dev.tidepool.session.Spans;
import io.opentelemetry.api.trace.Span;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other services hear, over the real Redis. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SessionEventsTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    EventSubscriber subscriber;

    @Inject
    Spans spans;

    private final Api api = Api.ofNewOrganization();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    private record Received(Event event, String trace) {}

    @BeforeEach
    void listen() {
        subscriber.subscribe(Channels.ofService("session"), event -> {
            if (event.organization().equals(api.organization())) {
                received.add(new Received(event, Span.current().getSpanContext().getTraceId()));
            }
        });
        // Listening is known to work once a first event came through; whatever came with it is let go.
        Eventually.within(SOON, () -> {
            api.createSession();
            assertThat(received).isNotEmpty();
        });
    }

    @Test
    void creationAppendAndClosingAreToldToBothRooms() {
        String id = api.createSession();
        String message = api.say(id, "hello").then().extract().path("id");
        api.request().post("/v1/sessions/{id}/close", id).then().statusCode(200);
        api.request().post("/v1/sessions/{id}/close", id).then().statusCode(200);
        awaitOf(id, "session:closed");
        List<Event> told = received.stream()
                .map(Received::event)
                .filter(event -> isOf(event, id))
                .toList();
        assertThat(told)
                .extracting(Event::type)
                .containsExactly("session:created", "message:created", "session:closed");
        assertThat(told)
                .allSatisfy(event -> assertThat(event.rooms())
                        .containsExactly("session:" + id, "organization:" + api.organization()));
        assertThat(told.get(1).data().getString("messageId")).isEqualTo(message);
        assertThat(told.get(1).data().getInteger("sequence")).isOne();
    }

    @Test
    void theRequestsTraceCrossesRedis() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String id = api.request()
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01")
                .body("{}")
                .post("/v1/sessions")
                .then()
                .extract()
                .path("id");
        assertThat(awaitOf(id, "session:created").trace()).isEqualTo(trace);
    }

    @Test
    void anExpiredSessionIsMarkedAndToldOnceInTheJobsTrace() {
        String id = api.createSession();
        Database.letExpire(id);
        Received expired = awaitOf(id, "session:expired");
        assertThat(Database.count(
                        "SELECT count(*) FROM session.sessions WHERE status = 'expired' AND id = '" + id + "'"))
                .isOne();
        // The trace that arrived over Redis is the one the job ran in.
        Eventually.within(
                SOON,
                () -> assertThat(spans.namesOf(expired.trace()))
                        .contains("mark sessions", "publish session:expired", "receive session:expired"));
        String last = api.createSession();
        awaitOf(last, "session:created");
        assertThat(received)
                .extracting(Received::event)
                .filteredOn(event -> isOf(event, id) && event.type().equals("session:expired"))
                .hasSize(1);
    }

    @Test
    void aSessionThatFellIdleIsToldOnceAndIsActiveAgainOnceTouched() {
        String id = api.createSession();
        Database.letFallIdle(id);
        assertThat(awaitOf(id, "session:idle").event().data().getString("idleSince"))
                .isNotEmpty();
        assertThat(Database.count("SELECT count(*) FROM session.sessions WHERE status = 'idle' AND id = '" + id + "'"))
                .isOne();
        api.request().post("/v1/sessions/{id}/touch", id).then().statusCode(200);
        Received updated = awaitOf(id, "session:updated");
        assertThat(updated.event().data().getJsonArray("changed")).isEmpty();
        assertThat(Database.count(
                        "SELECT count(*) FROM session.sessions WHERE status = 'active' AND id = '" + id + "'"))
                .isOne();
        assertThat(received)
                .extracting(Received::event)
                .filteredOn(event -> isOf(event, id) && event.type().equals("session:idle"))
                .hasSize(1);
    }

    @Test
    void aChangeIsToldWithTheNamesOfWhatChanged() {
        String id = api.createSession();
        api.request()
                .body("{\"label\":\"new\",\"model\":null}")
                .patch("/v1/sessions/{id}", id)
                .then()
                .statusCode(200);
        assertThat(awaitOf(id, "session:updated").event().data().getJsonArray("changed"))
                .containsExactly("label", "model");
    }

    private Received awaitOf(String session, String type) {
        return Eventually.value(SOON, type, () -> find(session, type));
    }

    private Optional<Received> find(String session, String type) {
        return received.stream()
                .filter(each -> each.event().type().equals(type) && isOf(each.event(), session))
                .findFirst();
    }

    private static boolean isOf(Event event, String session) {
        return session.equals(event.data().getString("sessionId"));
    }
}
