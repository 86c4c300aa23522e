package dev.tidepool.kernel.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidepool.kernel.id.OrganizationId;
import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamMessage;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class EventFlowTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @Inject
    Outbox outbox;

    @Inject
    OutboxRelay relay;

    @Inject
    EventSubscriber subscriber;

    @Inject
    Pool pool;

    @Inject
    RedisDataSource redis;

    @Inject
    Uuid7Generator ids;

    @Inject
    OpenTelemetry telemetry;

    private final Queue<Event> received = new ConcurrentLinkedQueue<>();
    private final Queue<Long> positions = new ConcurrentLinkedQueue<>();
    private final Queue<String> traces = new ConcurrentLinkedQueue<>();
    private final OrganizationId organization = new OrganizationId(UUID.randomUUID());

    @BeforeEach
    void listen() {
        subscriber.subscribe(Channels.ALL, (event, position) -> {
            if (event.organization().equals(organization)) {
                received.add(event);
                positions.add(position);
                traces.add(Span.current().getSpanContext().getTraceId());
            }
        });
        // The subscription is made once a first event comes through.
        Eventually.within(SOON, () -> {
            publishDirectly(event("probe:sent"));
            assertThat(received).isNotEmpty();
        });
        Event last = event("probe:last");
        publishDirectly(last);
        Eventually.within(SOON, () -> assertThat(received).extracting(Event::id).contains(last.id()));
        received.clear();
        positions.clear();
        traces.clear();
    }

    @Test
    void aCommittedEventArrivesAndLeavesTheOutbox() {
        Event event = event("post:created");
        store(event);
        relay.wake();
        Eventually.within(SOON, () -> assertThat(received).extracting(Event::id).containsExactly(event.id()));
        Eventually.within(SOON, () -> assertThat(pending()).isZero());
    }

    @Test
    void aRolledBackEventNeverArrives() {
        Event lost = event("post:lost");
        Event kept = event("post:kept");
        pool.withTransaction(connection -> outbox.append(connection, lost)
                        .chain(() -> Uni.createFrom().<Void>failure(new IllegalStateException("roll back"))))
                .onFailure()
                .recoverWithNull()
                .subscribe()
                .asCompletionStage()
                .toCompletableFuture()
                .join();
        store(kept);
        relay.wake();
        Eventually.within(SOON, () -> assertThat(received).extracting(Event::id).contains(kept.id()));
        assertThat(received).extracting(Event::type).doesNotContain("post:lost");
    }

    @Test
    void whatTheColumnCannotHoldIsReplaced() {
        Event plain = event("post:created");
        Event event = Event.of(
                plain.id(),
                plain.type(),
                plain.organization(),
                plain.time(),
                plain.rooms(),
                new JsonObject()
                        .put("text", "a\0b")
                        .put("na\0me", 1)
                        .put("nothing", null)
                        .put(
                                "deep",
                                new JsonArray()
                                        .add(new JsonObject().put("x", "\0"))
                                        .addNull())
                        .put("plain", Map.of("list", List.of("\\u0000", "\0"))));
        store(event);
        relay.wake();
        Eventually.within(SOON, () -> assertThat(received).extracting(Event::id).containsExactly(event.id()));
        assertThat(received.element().data())
                .isEqualTo(new JsonObject()
                        .put("text", "a\uFFFDb")
                        .put("na\uFFFDme", 1)
                        .put("nothing", null)
                        .put(
                                "deep",
                                new JsonArray()
                                        .add(new JsonObject().put("x", "\uFFFD"))
                                        .addNull())
                        .put(
                                "plain",
                                new JsonObject()
                                        .put(
                                                "list",
                                                new JsonArray().add("\\u0000").add("\uFFFD"))));
    }

    @Test
    void manyEventsArriveInOrderWithoutBeingWokenForEach() {
        List<Event> events = IntStream.range(0, 450)
                .mapToObj(number -> event("post:created", number))
                .toList();
        pool.withTransaction(connection -> Uni.join()
                        .all(events.stream()
                                .map(event -> outbox.append(connection, event))
                                .toList())
                        .andFailFast())
                .subscribe()
                .asCompletionStage()
                .toCompletableFuture()
                .join();
        Eventually.within(SOON, () -> assertThat(received).hasSize(450));
        List<EventId> sorted = events.stream()
                .map(Event::id)
                .sorted(EventFlowTest::asPostgresSorts)
                .toList();
        assertThat(received).extracting(Event::id).containsExactlyElementsOf(sorted);
    }

    @Test
    void aRoomsStreamKeepsWhatWasPublishedInTheSameOrder() {
        String room = "post:" + UUID.randomUUID();
        List<Event> events = IntStream.range(0, 20)
                .mapToObj(number -> event("post:created", number, room))
                .toList();
        events.forEach(this::store);
        Eventually.within(SOON, () -> assertThat(received).hasSize(20));
        assertThat(List.copyOf(positions)).isSorted().doesNotHaveDuplicates().allMatch(position -> position > 0);
        List<StreamMessage<String, String, String>> kept =
                redis.stream(String.class).xrange(Channels.streamOf(room), StreamRange.of("-", "+"));
        assertThat(kept)
                .extracting(StreamMessage::id)
                .containsExactlyElementsOf(
                        positions.stream().map(position -> position + "-0").toList());
        assertThat(kept)
                .extracting(
                        message -> Event.ofJson(new JsonObject(message.payload().get(Channels.ENVELOPE))))
                .extracting(Event::id)
                .containsExactlyElementsOf(received.stream().map(Event::id).toList());
        assertThat(redis.key().pttl(Channels.streamOf(room))).isBetween(1L, 300_000L);
    }

    @Test
    void aRepeatedEventIsHandledOnce() {
        Event event = event("post:created");
        publishDirectly(event);
        publishDirectly(event);
        Event last = event("post:last");
        publishDirectly(last);
        Eventually.within(SOON, () -> assertThat(received).extracting(Event::id).contains(last.id()));
        assertThat(received).extracting(Event::id).containsExactly(event.id(), last.id());
    }

    @Test
    void aMalformedMessageIsPassedOver() {
        redis.pubsub(String.class).publish(Channels.ofService("kernel"), "{\"id\":1");
        Event event = event("post:created");
        publishDirectly(event);
        Eventually.within(SOON, () -> assertThat(received).extracting(Event::id).containsExactly(event.id()));
    }

    @Test
    void theTraceCrossesRedis() throws Throwable {
        Span span = telemetry.getTracer("test").spanBuilder("change").startSpan();
        Event event = event("post:created");
        VertxContextSupport.subscribeAndAwait(() -> {
            span.makeCurrent();
            return pool.withTransaction(connection -> outbox.append(connection, event));
        });
        span.end();
        relay.wake();
        Eventually.within(
                SOON,
                () -> assertThat(traces).containsExactly(span.getSpanContext().getTraceId()));
    }

    private Event event(String type) {
        return event(type, 0);
    }

    private Event event(String type, int number) {
        return event(type, number, "post:1");
    }

    private Event event(String type, int number, String room) {
        return Event.of(
                ids.next(EventId::new),
                type,
                organization,
                Instant.now(),
                List.of(room),
                new JsonObject().put("number", number));
    }

    private void store(Event event) {
        pool.withTransaction(connection -> outbox.append(connection, event))
                .subscribe()
                .asCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private void publishDirectly(Event event) {
        redis.pubsub(String.class)
                .publish(Channels.ofService("kernel"), event.toJson().encode());
    }

    private long pending() {
        return pool.query("SELECT count(*) AS n FROM kernel.outbox")
                .execute()
                .map(rows -> rows.iterator().next().getLong("n"))
                .subscribe()
                .asCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** PostgreSQL compares identifiers as unsigned bytes; Java's own order is signed. */
    private static int asPostgresSorts(EventId left, EventId right) {
        return left.toString().compareTo(right.toString());
    }
}
