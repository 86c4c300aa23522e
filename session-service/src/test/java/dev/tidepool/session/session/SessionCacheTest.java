package dev.tidepool.session.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.tidepool.kernel.id.Uuid7Generator;
import dev.tidepool.kernel.test.Eventually;
import dev.tidepool.kernel.test.TidepoolTestResource;
import dev.tidepool.session.Api;
import dev.tidepool.session.Database;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.VertxContextSupport;
import io.restassured.http.ContentType;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads over the real Redis. What another instance does is done behind this one's back, in the database. */
@QuarkusTest
@QuarkusTestResource(TidepoolTestResource.class)
class SessionCacheTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Inject
    SessionCache cache;

    @Inject
    SessionService sessions;

    @Inject
    Uuid7Generator ids;

    private final Api api = Api.ofNewOrganization();
    private String session;

    @BeforeEach
    void createSession() {
        session = api.create(Map.of("label", "first"))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @Test
    void readsAreAnsweredFromRedis() {
        awaitKept();
        setLabel("behind its back");
        assertThat(label()).isEqualTo("first");
    }

    @Test
    void aChangeIsSeenAtOnceByWhoWasTold() {
        for (int change = 1; change <= 20; change++) {
            label();
            api.request()
                    .contentType("application/merge-patch+json")
                    .body(Map.of("label", "change " + change))
                    .patch("/v1/sessions/{id}", session)
                    .then()
                    .statusCode(200);
            assertThat(label()).isEqualTo("change " + change);
            api.say(session, "hello").then().statusCode(201);
            api.request().get("/v1/sessions/{id}", session).then().body("messageCount", equalTo(change));
        }
        api.request().post("/v1/sessions/{id}/close", session).then().statusCode(200);
        api.request().get("/v1/sessions/{id}", session).then().body("status", equalTo("closed"));
        api.request().delete("/v1/sessions/{id}", session).then().statusCode(204);
        api.request().get("/v1/sessions/{id}", session).then().statusCode(404);
    }

    @Test
    void theEventOfAChangeForgetsWhatItsMakerDidNot() {
        awaitKept();
        Database.run("""
                UPDATE session.sessions SET label = 'of another instance' WHERE id = '%1$s';
                INSERT INTO session.outbox (id, envelope)
                SELECT '%2$s', jsonb_build_object('id', '%2$s', 'type', 'session:updated', 'organization', '%3$s',
                    'time', '2026-01-01T00:00:00Z', 'rooms', jsonb_build_array('session:%1$s'),
                    'data', jsonb_build_object('sessionId', '%1$s'))""".formatted(session, ids.next(UUID::toString), api.organization()));
        Eventually.within(SOON, () -> assertThat(label()).isEqualTo("of another instance"));
    }

    @Test
    void whatWasReadBeforeAChangeIsNotKeptAfterIt() throws Throwable {
        SessionId id = SessionId.fromString(session);
        AtomicInteger reads = new AtomicInteger();
        Session before = await(sessions.find(api.organization(), id));
        await(cache.forget(List.of(new SessionCache.Keys(api.organization(), id))));
        await(cache.read(
                api.organization(),
                id,
                () -> cache.forget(List.of(new SessionCache.Keys(api.organization(), id)))
                        .replaceWith(Optional.of(before))));
        await(cache.read(api.organization(), id, () -> counted(reads, before)));
        assertThat(reads).hasValue(1);
        Eventually.within(SOON, () -> {
            int asked = reads.get();
            awaitQuietly(cache.read(api.organization(), id, () -> counted(reads, before)));
            assertThat(reads).hasValue(asked);
        });
    }

    @Test
    void everythingOfASessionIsKept() throws Throwable {
        String whole = api.create(Map.of(
                        "label", "all",
                        "systemPrompt", "be brief",
                        "thinking", "high",
                        "metadata", Map.of("a", List.of(1, "two")),
                        "ttlSeconds", 4_000))
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        Session read = await(sessions.find(api.organization(), SessionId.fromString(whole)));
        assertThat(CachedSession.read(read.organization(), read.id(), CachedSession.write(read)))
                .contains(read);
    }

    @Test
    void anotherOrganizationFindsNothingInRedisEither() {
        awaitKept();
        Api.ofNewOrganization()
                .request()
                .contentType(ContentType.JSON)
                .get("/v1/sessions/{id}", session)
                .then()
                .statusCode(404);
    }

    private static Uni<Optional<Session>> counted(AtomicInteger reads, Session session) {
        reads.incrementAndGet();
        return Uni.createFrom().item(Optional.of(session));
    }

    /** Keeping is nobody's to wait for. The event of the creation may still come in between. */
    private void awaitKept() {
        Eventually.within(SOON, () -> {
            label();
            assertThat(isKept()).isTrue();
        });
    }

    private boolean isKept() {
        AtomicInteger reads = new AtomicInteger();
        awaitQuietly(cache.read(api.organization(), SessionId.fromString(session), () -> {
            reads.incrementAndGet();
            return Uni.createFrom().item(Optional.empty());
        }));
        return reads.get() == 0;
    }

    private String label() {
        return api.request()
                .get("/v1/sessions/{id}", session)
                .then()
                .statusCode(200)
                .extract()
                .path("label");
    }

    private void setLabel(String label) {
        Database.run("UPDATE session.sessions SET label = '" + label + "' WHERE id = '" + session + "'");
    }

    private static <T> T await(Uni<T> work) throws Throwable {
        return VertxContextSupport.subscribeAndAwait(() -> work);
    }

    private static <T> T awaitQuietly(Uni<T> work) {
        try {
            return await(work);
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }
}
